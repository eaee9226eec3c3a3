import { nowMs } from '#lib/core/index.ts'
import { pool } from '#lib/db/index.ts'
import { demoProfiles, generateReadings, settlementDateOf, writeReadings } from '#lib/energy/index.ts'
import { addHome, type Home } from './homes.ts'
import { addRecipient } from './recipient.ts'
import type { Settings } from './settings.ts'

const DAY = 86_400_000

/** A home and all its readings: what answers are checked against. */
export interface FilledHome extends Home {
  /** Days since 1970-01-01 */
  firstDay: number
  /** Wh of every half hour from there on; none is missing */
  wh: Int32Array
}

/** Makes homes, each with an occupant and a consent, and gives them readings up to yesterday. */
export async function fill({ homes, days }: Settings): Promise<FilledHome[]> {
  const product = await addRecipient()
  // For the one row of the table without DPoP: nothing but a benchmark gets a token that is bound to nothing.
  await pool().query('alter table access_token drop constraint access_token_is_bound')
  const filled: FilledHome[] = []
  for (let i = 0; i < homes; i++) filled.push({ ...(await addHome(i, product)), ...generate(i, days) })
  await writeAll(filled, days)
  // What autovacuum would do a while after a load of this size; else it would do it during some pass.
  await pool().query('vacuum analyze')
  await pool().query('checkpoint')
  return filled
}

function generate(i: number, days: number): { firstDay: number; wh: Int32Array } {
  const profiles = Object.values(demoProfiles)
  const profile = profiles[i % profiles.length] ?? demoProfiles.family
  const [fromDay, toDay] = [settlementDateOf(nowMs() - days * DAY), settlementDateOf(nowMs())]
  const made = generateReadings({ seed: `bench-${i}`, fromDay, toDay, profile })
  const wh = Int32Array.from(made.flatMap(({ values }) => [...values]))
  return { firstDay: made[0]?.dayNumber ?? 0, wh }
}

/** Day by day, as readings come in: a home's days lie far apart in the table. */
async function writeAll(homes: FilledHome[], days: number): Promise<void> {
  const daysAtOnce = 10
  for (let from = 0; from < days; from += daysAtOnce) {
    const numbers = Array.from({ length: Math.min(daysAtOnce, days - from) }, (_, i) => from + i)
    await writeReadings(numbers.flatMap((day) => homes.map((home) => rowOf(home, day))))
  }
}

const rowOf = ({ supplyPointKey, firstDay, wh }: FilledHome, day: number) => ({
  supplyPointKey,
  dayNumber: firstDay + day,
  values: wh.subarray(day * 48, day * 48 + 48),
})
