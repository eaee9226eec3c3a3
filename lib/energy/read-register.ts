import { createHash } from 'node:crypto'
import { nowMs, type SupplyPointId } from '#lib/core/index.ts'
import { unpackDay } from './reading-day.ts'
import { findDemoDays, type StoredDay } from './store.ts'
import { DAY_MS, HALF_HOUR_MS } from './utc-day.ts'

/** What the register of a meter counted up to an instant. */
export interface RegisterRead {
  kWh: number
  atMs: number
  /** What is used on an ordinary day */
  dailyKWh: number
}

/**
 * What a meter showed at the last reading that is stored up to `untilMs`. No holder sends us real registers yet, so it is
 * made up from the readings of a demo home: undefined for any other, and where there is none so early.
 */
export async function readRegister(
  supplyPointId: SupplyPointId,
  untilMs = nowMs(),
): Promise<RegisterRead | undefined> {
  const days = await findDemoDays(supplyPointId)
  const [first] = days
  if (!first || first.dayNumber * DAY_MS > untilMs) return undefined
  let [wh, atMs] = [0, first.dayNumber * DAY_MS]
  for (const { dayNumber, values } of days.map(unpack)) {
    const from = dayNumber * DAY_MS
    for (const [slot, value] of values.entries()) {
      const ends = from + (slot + 1) * HALF_HOUR_MS
      if (value < 0 || ends > untilMs) continue
      wh += value
      atMs = ends
    }
  }
  const elapsed = Math.max(1, (atMs - first.dayNumber * DAY_MS) / DAY_MS)
  return { kWh: startOf(supplyPointId) + wh / 1000, atMs, dailyKWh: wh / 1000 / elapsed }
}

const unpack = ({ dayNumber, wh }: StoredDay) => ({ dayNumber, values: unpackDay(Buffer.from(wh)) })

/** What a demo meter showed before its first reading: some figure of its own. */
const startOf = (supplyPointId: SupplyPointId): number =>
  2_000 + (createHash('sha256').update(`register:${supplyPointId}`).digest().readUInt32BE() % 40_000)
