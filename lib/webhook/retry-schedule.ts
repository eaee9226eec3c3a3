import { randomInt } from 'node:crypto'

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000]

/** How long to wait after each try that failed: some three days in all (experience.md 2.3, after Standard Webhooks). */
const waits = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/** A tenth more at most, so that those who failed together don't all come back together. */
const JITTER = 0.1

/** Nobody can put us off for longer. */
const LONGEST = 24 * HOUR

/** Milliseconds until the next try after `tries` that failed, or later if the receiver asked; undefined after the last. */
export function waitAfter(tries: number, retryAfterMs = 0): number | undefined {
  const wait = waits[tries - 1]
  if (wait === undefined) return undefined
  return Math.max(wait + randomInt(Math.ceil(wait * JITTER)), Math.min(retryAfterMs, LONGEST))
}
