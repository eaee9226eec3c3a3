import { z } from 'zod'
import type { Choices } from '#lib/consent/index.ts'

const first = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().catch(''))

const query = z.object({
  unanswered: z.unknown().optional(),
  supplyPoints: z.preprocess((value) => [value ?? []].flat(), z.array(z.string())),
  usage: first,
  until: first,
})

/** The address of the page again, with the answers that were given. Identifiers only; they name nobody. */
export function askAgain(uid: string, { supplyPoints, usage = '', until }: Choices): string {
  const homes = supplyPoints.map((id) => ['supplyPoints', id])
  return `/interaction/${uid}?${new URLSearchParams([['unanswered', ''], ...homes, ['usage', usage], ['until', until]])}`
}

/** The answers that came back with the address; `again` when some are missing. */
export function readAnswers(searchParams: Record<string, unknown>): { again: boolean; chosen: Choices } {
  const { unanswered, ...chosen } = query.parse(searchParams)
  return { again: unanswered !== undefined, chosen }
}
