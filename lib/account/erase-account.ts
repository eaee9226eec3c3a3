import { listStanding, withdrawConsent } from '#lib/consent/index.ts'
import { AppError, type ConsumerActor, nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { closeBatch } from '#lib/disclosure/index.ts'
import { eraseOpenings } from '#lib/ledger/index.ts'
import { queueMail } from '#lib/mail/index.ts'
import { forgetPerson } from '#lib/oidc/index.ts'
import { deleteAccount, lockAccount, lockArrangements } from './store.ts'
import { writeFarewell } from './write-farewell.ts'

/** Whoever finds a browser open must not be able to erase somebody. */
const FRESH_MS = 10 * 60 * 1000
const MOST_MS = 60_000

/** Whether the sign-in is too old to erase an account by it. */
export const mustSignInToErase = ({ signedInAt }: { signedInAt: Date }): boolean =>
  signedInAt.getTime() < nowMs() - FRESH_MS

/**
 * Erases a consumer, in one transaction: their connections end, what was disclosed is closed into the ledger, and then
 * everything that hangs on the account goes, with what opens the ledger's entries about them. The ledger stays as it is
 * and verifies; what it says names nobody any more. Twice is once.
 * @throws AppError forbidden `sign-in-again`
 */
export function eraseAccount(actor: ConsumerActor & { signedInAt: Date }): Promise<void> {
  if (mustSignInToErase(actor))
    throw new AppError('forbidden', 'sign-in-again', 'Please sign in again before you delete your account.')
  return withTransaction(() => erase(actor), MOST_MS)
}

async function erase(actor: ConsumerActor): Promise<void> {
  const address = await lockAccount(actor.accountId)
  if (address === undefined) return
  const standing = await listStanding(actor)
  for (const { arrangementId } of standing) await withdrawConsent(actor, arrangementId)
  await lockArrangements(actor.accountId)
  // A disclosure that went before its batch was closed would leave no trace.
  while ((await closeBatch()) > 0);
  await forgetPerson(actor.accountId)
  await eraseOpenings(actor.accountId)
  await deleteAccount(actor.accountId)
  await queueMail({ address, kind: 'account.erased', message: writeFarewell(standing) })
}
