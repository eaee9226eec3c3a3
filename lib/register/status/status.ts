import { AppError } from '#lib/core/index.ts'
import type { Participant, ParticipantStatus, ProductStatus } from '../participant.ts'

/**
 * Every change of status there is: event -> status before -> status after (the CDR Register's statuses). What isn't
 * here can't happen. A status that no event leaves is final.
 */
// biome-ignore format: a table is read in columns
export const participantTransitions = {
  suspend:    { active: 'suspended' },
  reinstate:  { suspended: 'active' },
  revoke:     { active: 'revoked',     suspended: 'revoked' },
  surrender:  { active: 'surrendered', suspended: 'surrendered' },
} as const satisfies Record<string, Partial<Record<ParticipantStatus, ParticipantStatus>>>

// biome-ignore format: a table is read in columns
export const productTransitions = {
  deactivate: { active: 'inactive' },
  reinstate:  { inactive: 'active' },
  remove:     { active: 'removed', inactive: 'removed' },
} as const satisfies Record<string, Partial<Record<ProductStatus, ProductStatus>>>

export type ParticipantEvent = keyof typeof participantTransitions
export type ProductEvent = keyof typeof productTransitions

type Table = Readonly<Record<string, { readonly [status: string]: string | undefined }>>

/** The status after `event`. Throws a conflict when the table has no such transition. */
export function statusAfter<S extends string>(table: Table, status: S, event: string): S {
  const after = Object.hasOwn(table, event) && table[event]?.[status]
  if (!after) {
    throw new AppError('conflict', 'register-status', `The register says ${status}, so that can't be done.`)
  }
  return after as S
}

/** The events that can happen in this status, in the order of the table. */
export const eventsFrom = <T extends Table>(table: T, status: string): (keyof T & string)[] =>
  Object.keys(table).filter((event) => table[event]?.[status])

/** Whether nothing comes back from what `event` leads to: then it takes two operators. */
export const isEnding = (table: Table, event: string): boolean =>
  Object.values(table[event] ?? {}).every((after) => after && eventsFrom(table, after).length === 0)

/** Who has left the register for good takes part in nothing more. Throws a conflict. */
export function refuseIfLeft({ status }: Pick<Participant, 'status'>): void {
  if (eventsFrom(participantTransitions, status).length === 0) {
    throw new AppError('conflict', 'left-register', 'This organisation has left the register for good.')
  }
}
