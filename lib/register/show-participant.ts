import type { OperatorActor } from '#lib/core/index.ts'
import type { Participant, SoftwareProduct } from './participant.ts'
import { type ListedProposal, listProposals } from './proposal/list-proposals.ts'
import { findAllProducts, findEvents, findParticipant } from './store.ts'

/** What happened, newest first. */
export type RegisterHistory = Awaited<ReturnType<typeof findEvents>>

export interface ShownParticipant {
  participant: Participant
  products: SoftwareProduct[]
  proposals: ListedProposal[]
  history: RegisterHistory
}

const LATEST = 50

/** All that an operator knows of a participant; undefined when there is none such. */
export async function showParticipant(
  actor: OperatorActor,
  id: string,
): Promise<ShownParticipant | undefined> {
  const participant = await findParticipant(id)
  if (!participant) return undefined
  const [products, proposals, history] = await Promise.all([
    findAllProducts(id),
    listProposals(actor, participant.id),
    findEvents({ participantId: id }, LATEST),
  ])
  return { participant, products, proposals, history }
}
