import { AppError, type OperatorActor, type ParticipantId, type ProposalId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import { changeProductStatus } from '../status/change-product-status.ts'
import type { StatusReason } from '../status/reason.ts'
import { revokeParticipant } from '../status/revoke-participant.ts'
import { surrenderParticipant } from '../status/surrender-participant.ts'
import { type Ending, ending } from './ending.ts'
import { lockOpenProposal } from './proposal.ts'
import { type ProposalRow, settleProposal } from './store.ts'

/** What an ending took off the register. */
export interface Ended {
  products: SoftwareProduct[]
  reason: StatusReason
}

/**
 * The second pair of eyes: carries out a proposed ending. Only the register's part of it: `confirmEnding` of lib/consent
 * calls this and ends the consents in the same transaction.
 * @throws AppError `forbidden` when it is the one who proposed it
 */
export function endInRegister(actor: OperatorActor, id: ProposalId): Promise<Ended> {
  return withTransaction(async () => {
    const proposal = await lockOpenProposal(id, 'ending')
    if (proposal.proposedBy === actor.accountId) {
      throw new AppError('forbidden', 'same-operator', 'Another operator must confirm what you proposed.')
    }
    const { event, reason } = ending.parse(proposal.body)
    await settleProposal(id, 'approved', actor.accountId)
    return { products: await carryOut(actor, event, proposal, reason), reason }
  })
}

async function carryOut(
  actor: OperatorActor,
  event: Ending['event'],
  { participantId, productId, proposedBy }: ProposalRow,
  reason: StatusReason,
): Promise<SoftwareProduct[]> {
  if (productId) return [await changeProductStatus(actor, productId, 'remove', reason, proposedBy)]
  const end = event === 'revoke' ? revokeParticipant : surrenderParticipant
  return end(actor, participantId as ParticipantId, reason, proposedBy)
}
