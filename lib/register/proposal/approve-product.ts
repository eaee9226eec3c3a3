import { AppError, type OperatorActor, type ProductId, type ProposalId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { addProduct } from '../add-product.ts'
import { digestReview } from '../details/compare-details.ts'
import type { ProductDetails } from '../participant.ts'
import { findProductByClientId, lockParticipant } from '../store.ts'
import { updateProduct } from '../update-product.ts'
import { lockOpenProposal } from './proposal.ts'
import { settleProposal } from './store.ts'

/**
 * Makes a proposed product, or a proposed change of one, what the register says. Approved is what was reviewed: when the
 * product changed since it was proposed, `seen` no longer fits and nothing happens.
 * @param seen what the operator looked at (`digestReview`)
 * @throws AppError `conflict` when that is no longer what would change
 */
export function approveProduct(actor: OperatorActor, id: ProposalId, seen: string): Promise<ProductId> {
  return withTransaction(async () => {
    const proposal = await lockOpenProposal(id, 'product')
    const participant = await lockParticipant(proposal.participantId)
    const details = proposal.body as ProductDetails
    const standing = await findProductByClientId(details.clientId)
    if (standing && standing.participant.id !== participant.id) {
      throw new AppError('conflict', 'client-id-taken', 'Another app has this client id.')
    }
    if (seen !== digestReview(standing, details)) {
      throw new AppError('conflict', 'changed-since', 'The register changed since you looked. Look again.')
    }
    await settleProposal(id, 'approved', actor.accountId)
    if (!standing) return (await addProduct({ ...details, participant }, actor)).id
    await updateProduct(actor, standing.id, details)
    return standing.id
  })
}
