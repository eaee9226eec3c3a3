import { AppError, type ArrangementId, type ConsumerActor } from '#lib/core/index.ts'
import { type ArrangementEntry, listArrangementEntries, proveEntry } from '#lib/ledger/index.ts'
import { describeReceipt, type Receipt } from './describe-receipt.ts'
import { signReceipt } from './sign-receipt.ts'
import { findReceiptRow } from './store.ts'

/** A receipt with what proves it: our signature, and the ledger's. */
export interface MachineReceipt extends Receipt {
  proof: { jws: string; ledger: { entry: string; proof: string | null }[] }
}

/** The receipt of what stands in a connection, or stood last, as it is now; undefined when it is not theirs. */
export async function makeReceipt(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
): Promise<MachineReceipt | undefined> {
  const row = await findReceiptRow(actor.accountId, arrangementId)
  if (!row) return undefined
  const receipt = describeReceipt(row)
  const about = (await listArrangementEntries(arrangementId)).filter(isAbout(row.id))
  return {
    ...receipt,
    proof: { jws: await signReceipt(receipt), ledger: await Promise.all(about.map(prove)) },
  }
}

const isAbout =
  (id: string) =>
  ({ entry }: ArrangementEntry): boolean =>
    ('consent' in entry && entry.consent === id) || ('successor' in entry && entry.successor === id)

function nothingYet(error: unknown): null {
  if (error instanceof AppError && error.code === 'not_found') return null
  throw error
}

/** For a moment an entry has no place in the ledger, and so no proof. */
const prove = async ({ index, leaf }: ArrangementEntry) => ({
  entry: leaf,
  proof: index === null ? null : await proveEntry(index).catch(nothingYet),
})
