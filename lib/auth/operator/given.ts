import { z } from 'zod'
import { AppError } from '#lib/core/index.ts'
import { SHORTEST_PASSWORD } from '../password.ts'

const schema = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email('This is no e-mail address.').max(254)),
  // One line of a list, on a terminal as on a page.
  name: z
    .string()
    .trim()
    .regex(/^\P{C}{1,100}$/u, 'A name is one line of 1 to 100 characters.'),
  password: z
    .string()
    .max(1024, 'A password has 1024 characters at most.')
    .refine(
      (text) => [...text].length >= SHORTEST_PASSWORD,
      `A password has ${SHORTEST_PASSWORD} characters at least.`,
    ),
})

/** Who becomes an operator, as typed. */
export type GivenOperator = z.input<typeof schema>

/** @throws AppError invalid `operator-not-valid`, with one sentence for each fault and never what was typed */
export function parseOperator(given: GivenOperator): z.output<typeof schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map(({ message }) => message)
  throw new AppError('invalid', 'operator-not-valid', sentences.join('\n'))
}
