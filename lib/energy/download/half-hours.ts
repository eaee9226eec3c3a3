import { clockSlots } from '../settlement-day.ts'
import type { UsageDay } from '../usage/usage-day.ts'
import { DAY_MS, HALF_HOUR_MS, isoInstant, parseDate } from '../utc-day.ts'

/** A half hour as a file names it. */
export interface HalfHour {
  startMs: number
  /** On the clock on the wall, with its offset: `2026-10-25T01:30:00+01:00` */
  startLocal: string
  /** 1 to 46, 48 or 50 */
  period: number
  wh: number | null
}

export function halfHoursOf({ settlementDate, start, values }: UsageDay): HalfHour[] {
  const slots = clockSlots(settlementDate)
  const midnight = parseDate(settlementDate) * DAY_MS
  return values.map((wh, i) => {
    const startMs = Date.parse(start) + i * HALF_HOUR_MS
    const wall = midnight + (slots[i] ?? 0) * HALF_HOUR_MS
    const offset = (wall - startMs) / (2 * HALF_HOUR_MS)
    const startLocal = `${isoInstant(wall).slice(0, -1)}+0${offset}:00`
    return { startMs, startLocal, period: i + 1, wh }
  })
}
