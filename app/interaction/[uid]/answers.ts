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

/** The address of the page again, with the answers that were given. Identifiers only; they name nobody. */
export function askAgain(uid: string, { supplyPoints, usage = '', until }: Choices): string {
  const homes = supplyPoints.map((id) => ['supplyPoints', id])
  return `/interaction/${uid}?${new URLSearchParams([['unanswered', ''], ...homes, ['usage', usage], ['until', until]])}`
}

/** The address of the page again, when what it compared with has changed. */
export const lookAgain = (uid: string): string => `/interaction/${uid}?changed`

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
