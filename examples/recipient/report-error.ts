import { explainError } from './explain-error.ts'
import type { Explanation } from './explanations.ts'

/**
 * Explains an error, and logs what happened where. Its message and cause stay out of the log: those of OAuth
 * errors can hold parameters of an answer.
 */
export function reportError(action: string, error: unknown, changing = false): Explanation {
  const explanation = explainError(error, changing)
  if (explanation.status < 400) return explanation
  const place =
    error instanceof Error ? error.stack?.split('\n').find((line) => line.startsWith('    at ')) : undefined
  console.error(`Brightly: ${action}: ${explanation.code}${place ?? ''}`)
  return explanation
}
