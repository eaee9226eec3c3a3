import { type ReadingWindow, type StoredReadings, unpackWindow } from '../reading-window.ts'
import { clockSlots, type SettlementDay, settlementDays } from '../settlement-day.ts'
import { HALF_HOUR_MS } from '../utc-day.ts'

/** A whole settlement day of somebody's own use; null where no reading is held, or none of theirs. */
export interface UsageDay {
  settlementDate: string
  /** Local midnight, RFC 3339 */
  start: string
  /** Wh; 46, 48 or 50 of them */
  values: (number | null)[]
  /** Wh in all; null when there is no reading */
  value: number | null
  readings: number
  periods: number
}

export interface UsageMonth {
  /** `2026-11` */
  month: string
  value: number | null
  readings: number
  /** Half hours of the days in which they lived there */
  periods: number
}

/** Every settlement day that a window touches, those without readings too. */
export function toUsageDays(stored: StoredReadings, window: ReadingWindow = stored): UsageDay[] {
  const { values, slices } = unpackWindow(stored)
  const known = new Map(slices.map((slice) => [slice.day.date, slice]))
  return settlementDays(window.fromMs, window.toMs).map((day) => {
    const slice = known.get(day.date)
    if (!slice) return toDay(day, [])
    const before = (slice.startMs - day.startMs) / HALF_HOUR_MS
    const held = Array.from(values.subarray(slice.first, slice.last), (wh) => (wh < 0 ? null : wh))
    return toDay(day, [...Array.from({ length: before }, () => null), ...held])
  })
}

function toDay({ date, start, periods }: SettlementDay, held: (number | null)[]): UsageDay {
  const values = Array.from({ length: periods }, (_, i) => held[i] ?? null)
  const readings = values.filter((wh) => wh !== null)
  return {
    settlementDate: date,
    start,
    values,
    value: readings.length > 0 ? sum(readings) : null,
    readings: readings.length,
    periods,
  }
}

/** The months of consecutive days. */
export function toUsageMonths(days: readonly UsageDay[]): UsageMonth[] {
  const months = Map.groupBy(days, ({ settlementDate }) => settlementDate.slice(0, 7))
  return [...months].map(([month, parts]) => ({
    month,
    value: parts.some(({ value }) => value !== null) ? sum(parts.map(({ value }) => value ?? 0)) : null,
    readings: sum(parts.map(({ readings }) => readings)),
    periods: sum(parts.map(({ periods }) => periods)),
  }))
}

/** A day as 48 half hours of the clock on the wall: when the clocks go back, an hour is the mean of its two turns. */
export function onTheClock({ settlementDate, start, values }: UsageDay) {
  const slots = clockSlots(settlementDate)
  const cells = Array.from({ length: 48 }, (_, slot) => {
    const turns = values.filter((wh, period) => wh !== null && slots[period] === slot) as number[]
    return turns.length > 0 ? Math.round(sum(turns) / turns.length) : null
  })
  return { settlementDate, start, cells }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
