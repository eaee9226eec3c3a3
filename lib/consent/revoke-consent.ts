import { AppError, type ArrangementId, type ParticipantActor, type SystemActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { noteForRecipients } from './note-for-recipients.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { transition } from './state.ts'
import { type ArrangementOwners, endConsent, lockArrangement, lockStandingConsent } from './store.ts'

/** Who revokes, by the kind of actor, and the end reason that is kept with the consent. */
const revokers = {
  participant: { by: 'recipient', reason: 'revoked by the recipient', receipt: 'consent.given-up' },
  system: {
    by: 'node',
    reason: 'revoked for safety: a code was used twice',
    receipt: 'consent.ended-for-safety',
  },
} as const

export type Revoker = (typeof revokers)[keyof typeof revokers]['by']

/**
 * The recipient gives an arrangement up, or the node ends it because a code of it was used twice. When this returns
 * its tokens are over, as after a withdrawal. Revoking twice is revoking once. Throws `not_found` when the
 * arrangement is not of a product of theirs.
 */
export function revokeConsent(
  actor: ParticipantActor | SystemActor,
  arrangementId: ArrangementId,
): Promise<void> {
  return withTransaction(async () => {
    const arrangement = await lockArrangement(arrangementId)
    if (!arrangement || !mayRevoke(actor, arrangement)) {
      throw new AppError('not_found', 'no-such-grant', 'There is no such grant, or it is over.')
    }
    const standing = await lockStandingConsent(arrangementId)
    if (!standing) return
    const { by, reason, receipt } = revokers[actor.kind]
    await endConsent(standing.id, transition(standing.state, 'revoke'), reason)
    await appendEntry(
      {
        type: 'consent.revoked',
        arrangement: arrangementId,
        consent: standing.id,
        product: arrangement.productId,
        by,
      },
      { account: arrangement.accountId },
    )
    await queueReceipts(receipt, [standing.id])
    // Who gave it up knows.
    if (by === 'node') await noteForRecipients('consent.revoked', [{ arrangementId, consentId: standing.id }])
  })
}

const mayRevoke = (actor: ParticipantActor | SystemActor, { participantId }: ArrangementOwners): boolean =>
  actor.kind === 'system' || actor.participantId === participantId

/** Who revoked a consent that ended for this reason, or null when nobody did. */
export const revokerBehind = (endReason: string | null): Revoker | null =>
  Object.values(revokers).find(({ reason }) => reason === endReason)?.by ?? null
