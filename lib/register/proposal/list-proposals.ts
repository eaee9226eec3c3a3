import type { OperatorActor, ParticipantId } from '#lib/core/index.ts'
import type { ProductDetails } from '../participant.ts'
import { findParticipant, findProduct } from '../store.ts'
import { ending } from './ending.ts'
import { findOpenProposals, type ProposalRow } from './store.ts'

/** A proposal that waits, as a list shows it. */
export interface ListedProposal extends Pick<ProposalRow, 'id' | 'proposedBy' | 'proposedAt' | 'expiresAt'> {
  tradingName: string
  /** What would happen: `add` and `change` a product, or one of the endings */
  event: 'add' | 'change' | 'revoke' | 'surrender' | 'remove'
  /** The product it is about, if it is about one */
  product: string | undefined
}

/** What waits for a decision, oldest first; of one participant or of all. */
export async function listProposals(
  _actor: OperatorActor,
  participant?: ParticipantId,
): Promise<ListedProposal[]> {
  return Promise.all((await findOpenProposals(participant)).map(toListed))
}

async function toListed(row: ProposalRow): Promise<ListedProposal> {
  const { id, proposedBy, proposedAt, expiresAt } = row
  const participant = await findParticipant(row.participantId)
  return {
    id,
    proposedBy,
    proposedAt,
    expiresAt,
    tradingName: participant?.tradingName ?? '',
    ...(await subjectOf(row)),
  }
}

async function subjectOf({
  kind,
  body,
  productId,
}: ProposalRow): Promise<Pick<ListedProposal, 'event' | 'product'>> {
  if (kind === 'product')
    return { event: productId ? 'change' : 'add', product: (body as ProductDetails).name }
  const product = productId ? (await findProduct(productId))?.name : undefined
  return { event: ending.parse(body).event, product }
}
