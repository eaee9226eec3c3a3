import { AppError, newId, nowMs, type ParticipantId, type ProposalId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import type { ProductDetails } from '../participant.ts'
import { type RegisterActor, referenceOf } from '../record-event.ts'
import { refuseIfLeft } from '../status/status.ts'
import { findProductByClientId, lockParticipant } from '../store.ts'
import { proposalLife } from './proposal.ts'
import { insertProposal } from './store.ts'

/**
 * Puts a new product, or new details of one, up for review. Until an operator approves it word by word, the register
 * says what it said before: a new product is not in it at all.
 * @throws AppError `conflict` when somebody else's product has that client id, or nothing would change
 */
export function proposeProduct(
  actor: RegisterActor,
  participantId: ParticipantId,
  details: ProductDetails,
): Promise<ProposalId> {
  return withTransaction(async () => {
    const participant = await lockParticipant(participantId)
    refuseIfLeft(participant)
    const standing = await findProductByClientId(details.clientId)
    if (standing && standing.participant.id !== participant.id) {
      throw new AppError('conflict', 'client-id-taken', 'Another app has this client id.')
    }
    const id = newId('proposal')
    await insertProposal({
      id,
      kind: 'product',
      participantId,
      productId: standing?.id ?? null,
      body: details,
      proposedBy: referenceOf(actor),
      proposedAt: new Date(nowMs()),
      expiresAt: new Date(nowMs() + proposalLife.product),
      outcome: null,
    })
    return id
  })
}
