import { isId, now, type OperatorActor } from '#lib/core/index.ts'
import { type Difference, digestReview, productDifferences } from '../details/compare-details.ts'
import type { Participant, ProductDetails, SoftwareProduct } from '../participant.ts'
import { findParticipant, findProduct, findProductByClientId, findProducts } from '../store.ts'
import { type Ending, ending } from './ending.ts'
import { findProposal, type ProposalRow } from './store.ts'

interface Common extends Pick<ProposalRow, 'id' | 'proposedBy' | 'proposedAt' | 'expiresAt'> {
  participant: Participant
  state: 'open' | 'approved' | 'declined' | 'expired'
}

/** A proposal with all that is needed to decide it. */
export type ShownProposal = Common &
  (
    | { kind: 'product'; details: ProductDetails; isNew: boolean; differences: Difference[]; seen: string }
    | {
        kind: 'ending'
        ending: Ending
        product: SoftwareProduct | undefined
        affected: SoftwareProduct[]
        mayConfirm: boolean
      }
  )

/** One proposal, or undefined when there is none such. */
export async function showProposal(actor: OperatorActor, id: string): Promise<ShownProposal | undefined> {
  const row = isId('proposal', id) ? await findProposal(id) : undefined
  const participant = row && (await findParticipant(row.participantId))
  if (!row || !participant) return undefined
  const { proposedBy, proposedAt, expiresAt } = row
  const common = { id: row.id, proposedBy, proposedAt, expiresAt, participant, state: stateOf(row) }
  return row.kind === 'product'
    ? { ...common, ...(await describeProduct(row.body as ProductDetails)) }
    : { ...common, ...(await describeEnding(actor, row)) }
}

const stateOf = ({ outcome, expiresAt }: ProposalRow): Common['state'] =>
  outcome ?? (expiresAt <= now() ? 'expired' : 'open')

async function describeProduct(details: ProductDetails) {
  const standing = await findProductByClientId(details.clientId)
  const [differences, seen] = [productDifferences(standing, details), digestReview(standing, details)]
  return { kind: 'product' as const, details, isNew: !standing, differences, seen }
}

async function describeEnding(
  actor: OperatorActor,
  { body, participantId, productId, proposedBy }: ProposalRow,
) {
  const product = productId ? await findProduct(productId) : undefined
  const affected = product ? [product] : await findProducts(participantId)
  const mayConfirm = proposedBy !== actor.accountId
  return { kind: 'ending' as const, ending: ending.parse(body), product, affected, mayConfirm }
}
