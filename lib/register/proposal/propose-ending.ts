import {
  AppError,
  newId,
  nowMs,
  type OperatorActor,
  type ParticipantId,
  type ProductId,
  type ProposalId,
} from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { participantTransitions, productTransitions, statusAfter } from '../status/status.ts'
import { lockParticipant, lockProduct } from '../store.ts'
import type { Ending } from './ending.ts'
import { proposalLife } from './proposal.ts'
import { findOpenProposals, insertProposal } from './store.ts'

/** Whom it is about: a participant with all its products, or one product. */
export type Subject = { participant: ParticipantId } | { product: ProductId }

/**
 * The first of two pairs of eyes: proposes what can't be undone. Nothing changes until another operator confirms it.
 * @throws AppError `conflict` when the table doesn't allow it now, or when it is proposed already
 */
export function proposeEnding(actor: OperatorActor, subject: Subject, ending: Ending): Promise<ProposalId> {
  return withTransaction(async () => {
    const { participantId, productId } = await lockSubject(subject, ending.event)
    const open = await findOpenProposals(participantId)
    if (open.some((one) => one.kind === 'ending' && one.productId === productId)) {
      throw new AppError(
        'conflict',
        'proposed-already',
        'An ending is proposed already, and waits for another operator.',
      )
    }
    const id = newId('proposal')
    await insertProposal({
      id,
      kind: 'ending',
      participantId,
      productId,
      body: ending,
      proposedBy: actor.accountId,
      proposedAt: new Date(nowMs()),
      expiresAt: new Date(nowMs() + proposalLife.ending),
      outcome: null,
    })
    return id
  })
}

async function lockSubject(subject: Subject, event: Ending['event']) {
  if ('participant' in subject) {
    statusAfter(participantTransitions, (await lockParticipant(subject.participant)).status, event)
    return { participantId: subject.participant, productId: null }
  }
  const { status, participant } = await lockProduct(subject.product)
  statusAfter(productTransitions, status, event)
  return { participantId: participant.id, productId: subject.product }
}
