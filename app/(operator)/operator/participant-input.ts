import { z } from 'zod'
import { type FormState, toLines } from '#components/register/form-values.ts'
import { type Participant, type ParticipantDetails, participantDetails } from '#lib/register/index.ts'

const text = z.string().max(512).default('')

/** The fields of a participant's form, as they are posted. */
export const participantPost = z.object({
  registerNumber: text,
  legalName: text,
  tradingName: text,
  website: text,
  privacyUrl: text,
  contactEmail: text,
  contactPhone: text,
  roles: z.array(z.string().max(64)).max(10),
})

const explanations: Record<keyof ParticipantDetails, string> = {
  registerNumber: 'Give a register number of letters, digits and hyphens',
  legalName: 'Give its legal name, of at most 160 characters',
  tradingName: 'Give its trading name, of at most 60 characters',
  roles: 'Choose at least one role',
  website: 'Give an address that begins with https://',
  privacyUrl: 'Give the https address of its privacy notice',
  contactEmail: 'Give an email address',
  contactPhone: 'Give a phone number',
}

/** What was posted, as a draft keeps it. */
export const toValues = ({ roles, ...rest }: z.output<typeof participantPost>): FormState['values'] => ({
  ...rest,
  roles: roles.join('\n'),
})

/** A participant as its form shows it. */
export const valuesOf = ({ id: _, status: __, ...participant }: Participant): FormState['values'] =>
  toValues(participant)

/** The details that the fields say, or what is wrong with each. */
export function parseParticipant(values: FormState['values']): {
  details?: ParticipantDetails
  faults: FormState['faults']
} {
  const parsed = participantDetails.safeParse({ ...values, roles: toLines(values.roles) })
  if (parsed.success) return { details: parsed.data, faults: {} }
  const fields = new Set(parsed.error.issues.map(({ path }) => path[0] as keyof ParticipantDetails))
  return { faults: Object.fromEntries([...fields].map((field) => [field, explanations[field]])) }
}
