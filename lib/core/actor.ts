import type { AccountId, ParticipantId } from './id.ts'

/** Who does something. Every verb takes an actor first; a switch over `kind` must be exhaustive. */
export type Actor =
  | { kind: 'consumer'; accountId: AccountId }
  | { kind: 'regulator'; accountId: AccountId }
  | { kind: 'operator'; accountId: AccountId }
  | { kind: 'participant'; participantId: ParticipantId }
  | { kind: 'system'; process: string }

export type ConsumerActor = Extract<Actor, { kind: 'consumer' }>
export type OperatorActor = Extract<Actor, { kind: 'operator' }>
export type ParticipantActor = Extract<Actor, { kind: 'participant' }>
export type SystemActor = Extract<Actor, { kind: 'system' }>
