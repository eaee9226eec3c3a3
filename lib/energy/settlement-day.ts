import { Temporal } from 'temporal-polyfill'
import { AppError } from '#lib/core/index.ts'
import { DAY_MS, dayNumberOf, HALF_HOUR_MS, HALF_HOURS, isoDate, isoInstant, parseDate } from './utc-day.ts'

/** Settlement runs on the clock of Great Britain, also for homes in Scotland and Wales. */
export const TIME_ZONE = 'Europe/London'

/** A local clock day of Great Britain: period 1 starts at local midnight (Elexon: settlement day). */
export interface SettlementDay {
  /** `2026-03-29` */
  readonly date: string
  readonly startMs: number
  /** Half hours: 46 when the clocks go forward, 50 when they go back */
  readonly periods: 46 | 48 | 50
  /** `startMs` in RFC 3339 */
  readonly start: string
}

/** Settlement as we know it has no earlier or later days; outside, zone rules are history or guesswork. */
const FIRST = parseDate('1972-01-01')
const LAST = parseDate('2199-12-31')

/** Known days by day number. 54 years fit; then it starts afresh. */
const MOST_DAYS = 20_000
const days = new Map<number, SettlementDay>()

/** The instant, in milliseconds, at which a settlement day (`2026-03-29`) starts: local midnight. */
export const settlementDayStart = (date: string): number => dayAt(parseDate(date)).startMs

/** The settlement day that an instant falls on, as `2026-03-29`. */
export const settlementDateOf = (ms: number): string => dayOf(ms).date

/**
 * The half hour of the wall clock, 0 to 47, at which each period of a settlement day starts. An hour is left out when
 * the clocks go forward, and comes twice when they go back.
 */
export function clockSlots(date: string): readonly number[] {
  const { startMs, periods } = dayAt(parseDate(date))
  if (periods === HALF_HOURS) return ordinary
  return Array.from({ length: periods }, (_, period) => clockSlotAt(startMs + period * HALF_HOUR_MS))
}

const ordinary: readonly number[] = Array.from({ length: HALF_HOURS }, (_, slot) => slot)

function clockSlotAt(ms: number): number {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(TIME_ZONE)
  return hour * 2 + Math.floor(minute / 30)
}

/** The date of the next settlement day. */
export const settlementDayAfter = (date: string): string => isoDate(parseDate(date) + 1)

/** The settlement days that [fromMs, toMs) touches, whole. The days are shared: treat them as frozen. */
export function settlementDays(fromMs: number, toMs: number): SettlementDay[] {
  const found: SettlementDay[] = []
  if (fromMs >= toMs) return found
  for (let number = dayNumberOfLocal(fromMs), day = dayAt(number); day.startMs < toMs; day = dayAt(++number))
    found.push(day)
  return found
}

/** The instant at which a month (`2026-03`) starts: local midnight of its first day. */
export const settlementMonthStart = (month: string): number => settlementDayStart(`${month}-01`)

/** The month after (`2026-12` -> `2027-01`). */
export const monthAfter = (month: string): string => isoDate(parseDate(`${month}-01`) + 31).slice(0, 7)

const dayOf = (ms: number): SettlementDay => dayAt(dayNumberOfLocal(ms))

/** London is never behind UTC and never a day ahead, so the local day is the UTC day or the one after. */
function dayNumberOfLocal(ms: number): number {
  const utc = dayNumberOf(ms)
  return dayAt(utc + 1).startMs <= ms ? utc + 1 : utc
}

function dayAt(number: number): SettlementDay {
  const known = days.get(number)
  if (known) return known
  if (days.size >= MOST_DAYS) days.clear()
  const day = computeDay(number)
  days.set(number, day)
  return day
}

function computeDay(number: number): SettlementDay {
  if (!(number >= FIRST && number <= LAST)) {
    throw new AppError('invalid', 'date-out-of-range', 'Dates from 1972 to 2199 are known here.')
  }
  const startMs = midnight(number)
  const periods = (midnight(number + 1) - startMs) / HALF_HOUR_MS
  if (periods !== 46 && periods !== 48 && periods !== 50)
    throw new Error(`A settlement day of ${periods} half hours`)
  return { date: isoDate(number), startMs, periods, start: isoInstant(startMs) }
}

function midnight(number: number): number {
  const zone = Temporal.Instant.fromEpochMilliseconds(number * DAY_MS).toZonedDateTimeISO(TIME_ZONE)
  // At UTC midnight of the day it is 00:00 or 01:00 local time, of the same date.
  return zone.startOfDay().epochMilliseconds
}
