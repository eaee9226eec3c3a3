import { AppError } from '#lib/core/index.ts'

/** States of a consent. Only `active` lets data pass. */
export const states = [
  'requested',
  'awaiting_authorisation',
  'active',
  'paused',
  'suspended',
  'withdrawn',
  'revoked',
  'expired',
  'superseded',
  'completed',
  'tenancy_ended',
  'invalidated',
  'rejected',
  'timed_out',
] as const

export type ConsentState = (typeof states)[number]

/**
 * Every transition there is: event -> state before -> state after. What isn't here can't happen.
 * The consumer withdraws, rejects, pauses and resumes; anyone else revokes or suspends.
 */
// biome-ignore format: a table is read in columns
export const transitions = {
  signIn:       { requested: 'awaiting_authorisation' },
  give:         { awaiting_authorisation: 'active' },
  reject:       { awaiting_authorisation: 'rejected' },
  timeOut:      { requested: 'timed_out', awaiting_authorisation: 'timed_out' },
  pause:        { active: 'paused' },
  resume:       { paused: 'active' },
  suspend:      { active: 'suspended', paused: 'suspended' },
  reinstate:    { suspended: 'active' },
  reinstateHeld:{ suspended: 'paused' },
  withdraw:     { active: 'withdrawn',     paused: 'withdrawn',     suspended: 'withdrawn' },
  revoke:       { active: 'revoked',       paused: 'revoked',       suspended: 'revoked' },
  expire:       { active: 'expired',       paused: 'expired',       suspended: 'expired' },
  supersede:    { active: 'superseded',    paused: 'superseded' },
  narrow:       { active: 'superseded',    paused: 'superseded' },
  complete:     { active: 'completed' },
  endTenancy:   { active: 'tenancy_ended', paused: 'tenancy_ended', suspended: 'tenancy_ended' },
  invalidate:   { active: 'invalidated',   paused: 'invalidated',   suspended: 'invalidated' },
} as const satisfies Record<string, Partial<Record<ConsentState, ConsentState>>>

export type ConsentEvent = keyof typeof transitions

/** The state after `event`. Throws a conflict when the table has no such transition. */
export function transition(state: ConsentState, event: ConsentEvent): ConsentState {
  const after = (transitions[event] as Partial<Record<ConsentState, ConsentState>>)[state]
  if (!after)
    throw new AppError(
      'conflict',
      'consent-state',
      `This connection is ${state.replace('_', ' ')}, so that can't be done.`,
    )
  return after
}

/** The states from which `event` leads somewhere. */
export const statesBefore = (event: ConsentEvent): ConsentState[] =>
  Object.keys(transitions[event]) as ConsentState[]

/** Whether a consent in this state still stands: in force, or reversibly held. */
export const isStanding = (state: ConsentState): boolean => statesBefore('withdraw').includes(state)
