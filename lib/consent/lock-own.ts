import { AppError, type ArrangementId, type ConsumerActor } from '#lib/core/index.ts'
import { type ArrangementOwners, lockArrangement, lockStandingConsent } from './store.ts'

/** An arrangement that is locked, with what stands in it. */
export interface OwnArrangement {
  arrangement: ArrangementOwners
  standing: Awaited<ReturnType<typeof lockStandingConsent>>
}

/**
 * Locks an arrangement of the consumer's own, and what stands in it, until the transaction ends. Throws `not_found` for
 * one that doesn't exist or is somebody else's: which, is not said.
 */
export async function lockOwn(actor: ConsumerActor, arrangementId: ArrangementId): Promise<OwnArrangement> {
  const arrangement = await lockArrangement(arrangementId)
  if (arrangement?.accountId !== actor.accountId) {
    throw new AppError('not_found', 'no-such-connection', 'There is no such connection, or it is not yours.')
  }
  return { arrangement, standing: await lockStandingConsent(arrangementId) }
}
