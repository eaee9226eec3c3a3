import { AppError, type ArrangementId, type ParticipantActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { transition } from './state.ts'
import { endConsent, lockArrangement, lockStandingConsent } from './store.ts'

/**
 * The recipient gives an arrangement up. When this returns its tokens are over, as after a withdrawal. Revoking
 * twice is revoking once. Throws `not_found` when the arrangement is not of a product of theirs.
 */
export function revokeConsent(actor: ParticipantActor, arrangementId: ArrangementId): Promise<void> {
  return withTransaction(async () => {
    const arrangement = await lockArrangement(arrangementId)
    if (arrangement?.participantId !== actor.participantId) {
      throw new AppError('not_found', 'no-such-grant', 'There is no such grant, or it is over.')
    }
    const standing = await lockStandingConsent(arrangementId)
    if (!standing) return
    await endConsent(standing.id, transition(standing.state, 'revoke'), 'revoked by the recipient')
    await appendEntry(
      {
        type: 'consent.revoked',
        arrangement: arrangementId,
        consent: standing.id,
        product: arrangement.productId,
        by: 'recipient',
      },
      { participant: actor.participantId },
    )
  })
}
