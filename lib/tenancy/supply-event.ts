import { z } from 'zod'
import type { NumberKind } from '#lib/energy/index.ts'

/** What a holder can report. Only the first is about people: the others change no consent. */
export const eventKinds = ['change-of-tenancy', 'meter-exchange', 'supplier-switch'] as const
export type EventKind = (typeof eventKinds)[number]

/** How long somebody can say that they still live there. */
export const DISPUTE_DAYS = 14

/** How old a signed event may be: holders send again what wasn't taken, but nobody keeps one in a drawer. */
const SECONDS = 7 * 24 * 60 * 60

const claims = z.object({
  kind: z.enum(eventKinds),
  /** MPAN or MPRN, digits only */
  supply_number: z.string().regex(/^([0-9]{13}|[0-9]{6,11})$/),
  /** Settlement date: it is so from local midnight on */
  effective_on: z.iso.date().refine((date) => date >= '1972-01-01' && date < '2199-12-31'),
  /** What the holder calls it; the same again is the same event */
  source_ref: z.string().regex(/^[\x21-\x7e]{1,128}$/),
})

/** An event as a holder signs it. */
export const supplyEventWord = { typ: 'supply-event+jwt', maxAge: SECONDS, claims }

export const kindOfNumber = (digits: string): NumberKind => (digits.length === 13 ? 'mpan' : 'mprn')
