import type { Actor, OperatorActor, ParticipantId, ProductId } from '#lib/core/index.ts'
import { insertEvent, type NewEvent } from './store.ts'

/** Who may change the register. What consumers and regulators do never does. */
export type RegisterActor = OperatorActor | Extract<Actor, { kind: 'participant' | 'system' }>

/** Puts the node's own doing into the history: seeding, importing, registration over OAuth. */
export const byNode = (process: string): RegisterActor => ({ kind: 'system', process })

interface Happened
  extends Pick<NewEvent, 'event' | 'status'>,
    Partial<Pick<NewEvent, 'reason' | 'sentence' | 'fields' | 'proposedBy'>> {
  participant: ParticipantId
  product?: ProductId | undefined
}

/** Writes what happened into the history of the register, in the transaction of the act. */
export function recordEvent(
  actor: RegisterActor,
  { participant, product, ...happened }: Happened,
): Promise<void> {
  return insertEvent({
    participantId: participant,
    productId: product,
    ...happened,
    actorKind: actor.kind,
    actor: referenceOf(actor),
  })
}

/** Who that is, without a name. */
export function referenceOf(actor: RegisterActor): string {
  if (actor.kind === 'operator') return actor.accountId
  return actor.kind === 'participant' ? actor.participantId : actor.process
}
