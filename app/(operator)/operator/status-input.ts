import { z } from 'zod'
import type { FormState } from '#components/register/form-values.ts'
import { reasonsFor, type StatusReason, statusReason } from '#lib/register/index.ts'

/** The fields of a change of status, as they are posted. */
export const statusPost = z.object({
  code: z.string().max(64).default(''),
  sentence: z.string().max(512).default(''),
})

const explanations = { code: 'Choose a reason', sentence: 'Give one sentence of at most 200 characters' }

/** The reason that the fields say, or what is wrong with each. */
export function parseReason(
  event: string,
  values: FormState['values'],
): { reason?: StatusReason; faults: FormState['faults'] } {
  const parsed = statusReason.safeParse({ code: values.code, sentence: values.sentence })
  const fits = parsed.success && reasonsFor(event).includes(parsed.data.code)
  if (parsed.success && fits) return { reason: parsed.data, faults: {} }
  const fields = parsed.success ? ['code'] : parsed.error.issues.map(({ path }) => String(path[0]))
  return {
    faults: Object.fromEntries(Object.entries(explanations).filter(([field]) => fields.includes(field))),
  }
}
