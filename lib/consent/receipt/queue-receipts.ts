import { assert, type ConsentId } from '#lib/core/index.ts'
import { inTransaction } from '#lib/db/index.ts'
import { queueMails } from '#lib/mail/index.ts'
import { type ReceiptKind, writeReceipt } from './receipts.ts'
import { findTold } from './store.ts'
import { describeAll } from './told.ts'

/**
 * Owes each of these consents' people a receipt, in the transaction of the act: either both are kept or neither.
 */
export async function queueReceipts(kind: ReceiptKind, consents: readonly ConsentId[]): Promise<void> {
  assert(inTransaction(), 'a receipt is owed in the transaction of the act that it is about')
  const told = await describeAll(await findTold(consents))
  await queueMails(told.map((one) => ({ accountId: one.accountId, kind, message: writeReceipt(kind, one) })))
}
