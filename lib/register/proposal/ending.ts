import { z } from 'zod'
import { statusReason } from '../status/reason.ts'

/** What can't be undone, and so takes two operators (the events that end in a final status, lib/register/status/status.ts). */
export const endingEvents = ['revoke', 'surrender', 'remove'] as const

/** Body of a proposal to end something. */
export const ending = z.strictObject({ event: z.enum(endingEvents), reason: statusReason })

export type Ending = z.infer<typeof ending>
