import { AppError, now, type ProposalId } from '#lib/core/index.ts'
import { lockProposal, type ProposalRow } from './store.ts'

const DAY_MS = 86_400_000

/** How long a proposal waits for a decision. */
export const proposalLife = { product: 30 * DAY_MS, ending: 7 * DAY_MS }

/**
 * Locks a proposal that still waits for a decision.
 * @throws AppError `not_found`, `conflict` when it was decided, `gone` when it waited too long
 */
export async function lockOpenProposal(id: ProposalId, kind?: ProposalRow['kind']): Promise<ProposalRow> {
  const proposal = await lockProposal(id)
  if (!proposal || (kind && proposal.kind !== kind)) {
    throw new AppError('not_found', 'no-such-proposal', 'There is no such proposal.')
  }
  if (proposal.outcome) throw new AppError('conflict', 'proposal-decided', 'This was decided already.')
  if (proposal.expiresAt <= now())
    throw new AppError('gone', 'proposal-expired', 'This proposal has run out.')
  return proposal
}
