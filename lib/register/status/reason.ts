import { z } from 'zod'

/** Why a status changed, in words for everybody. `returns`: a reason to come back, else a reason to stop. */
export const reasons = {
  investigation: { label: 'We are looking into how it handles data', returns: false },
  'security-incident': { label: 'Its systems are not safe at the moment', returns: false },
  'rule-breach': { label: 'It broke the rules of the register', returns: false },
  complaints: { label: 'People complained about how it uses data', returns: false },
  'accreditation-lapsed': { label: 'It no longer has the approval that it needs', returns: false },
  'ceased-trading': { label: 'It has stopped trading', returns: false },
  'own-request': { label: 'It asked for this itself', returns: false },
  settled: { label: 'The matter is settled', returns: true },
  'our-mistake': { label: 'We were wrong', returns: true },
} as const

export type ReasonCode = keyof typeof reasons

export const reasonCodes = Object.keys(reasons) as ReasonCode[]

/** Whether `value` is a code of the list above. */
export const isReason = (value: unknown): value is ReasonCode =>
  typeof value === 'string' && Object.hasOwn(reasons, value)

/** Reasons to come back, or reasons to stop. */
export const reasonsFor = (event: string): ReasonCode[] =>
  reasonCodes.filter((code) => reasons[code].returns === (event === 'reinstate'))

/** Text on one line, without control, format (bidirectional, invisible) and line-breaking characters. */
export const plainLine = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'must be plain text on one line')

/** A reason that the participant, its consumers and everybody else can read: a code, and one sentence without names. */
export const statusReason = z.strictObject({ code: z.enum(reasonCodes), sentence: plainLine(200) })

export type StatusReason = z.infer<typeof statusReason>
