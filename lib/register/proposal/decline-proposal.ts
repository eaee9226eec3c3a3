import type { OperatorActor, ProposalId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { lockOpenProposal } from './proposal.ts'
import { settleProposal } from './store.ts'

/** Says no to a proposal, one's own or somebody else's. Nothing in the register changes. */
export function declineProposal(actor: OperatorActor, id: ProposalId): Promise<void> {
  return withTransaction(async () => {
    await lockOpenProposal(id)
    await settleProposal(id, 'declined', actor.accountId)
  })
}
