import { z } from 'zod'
import type { Choices } from '#lib/consent/index.ts'

const first = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().catch(''))

const query = z.object({
  unanswered: z.unknown().optional(),
  changed: z.unknown().optional(),
  supplyPoints: z.preprocess((value) => [value ?? []].flat(), z.array(z.string())),
  usage: first,
  until: first,
})

/** The form of the consent page. */
export const decisionForm = z.object({
  decision: z.enum(['allow', 'refuse']),
  supplyPoints: z.array(z.string().max(64)).max(20),
  usage: z.string().max(64).optional(),
  until: z.string().max(10).default(''),
  standing: z.string().max(64).optional(),
  shown: z.string().max(64).default(''),
})

/** The address of the page at `path` again, with the answers that were given. Identifiers only; they name nobody. */
export function askAgain(path: string, { supplyPoints, usage = '', until }: Choices): string {
  const homes = supplyPoints.map((id) => ['supplyPoints', id])
  return `${path}?${new URLSearchParams([['unanswered', ''], ...homes, ['usage', usage], ['until', until]])}`
}

/** The address of the page again, when what it compared with has changed. */
export const lookAgain = (path: string): string => `${path}?changed`

interface Answers {
  /** Whether some are missing */
  again: boolean
  /** Whether what stands was changed since the page was made */
  changed: boolean
  chosen: Choices
}

/** The answers that came back with the address. */
export function readAnswers(searchParams: Record<string, unknown>): Answers {
  const { unanswered, changed, ...chosen } = query.parse(searchParams)
  return { again: unanswered !== undefined, changed: changed !== undefined, chosen }
}
