import { createHmac } from 'node:crypto'
import type { OccupancyLevel } from '#lib/energy/index.ts'
import { secret } from '#lib/keys/index.ts'

/** Ways to prove that somebody lives somewhere. */
export type Method = 'meter-reading' | 'letter' | 'holder'

/** What a way shows: that they are in the home now, or that the account for it is theirs. */
export type Shown = 'possession' | 'account'

/** The level that what was shown adds up to. */
export function levelOf(shown: ReadonlySet<Shown>): OccupancyLevel {
  if (shown.has('possession')) return shown.has('account') ? 3 : 2
  return shown.has('account') ? 1 : 0
}

/** What is kept of what was given: its keyed hash. Without the key a five-digit reading could be guessed from it. */
export const hashGiven = async (...parts: string[]): Promise<Buffer> =>
  createHmac('sha256', await secret('occupancy-evidence'))
    .update(JSON.stringify(parts))
    .digest()
