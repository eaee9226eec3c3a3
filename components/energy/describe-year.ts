import { formatDate } from '../ui/format-date.ts'
import { peakOf } from './describe-day.ts'
import { count, formatEnergy } from './format-energy.ts'
import { timeAt } from './half-hour.ts'
import type { ChartSummary, ClockDay, DayTotal, MonthTotal } from './readings.ts'

const isHeld = <T extends { value: number | null }>(one: T): one is T & { value: number } =>
  one.value !== null
const sum = (all: readonly { value: number }[]) => all.reduce((total, one) => total + one.value, 0)

/** Some months in words: the highest, how much in all, and how much a day. */
export function describeYear(months: readonly MonthTotal[]): ChartSummary {
  const held = months.filter(isHeld)
  const [first, ...rest] = held
  if (!first) return { headline: 'No readings for this year', detail: '' }
  const highest = rest.reduce((best, one) => (one.value > best.value ? one : best), first)
  const partial = months.filter(({ readings, periods }) => readings < periods).length
  const detail = [
    `${formatEnergy(sum(held))} used in ${count(held.length, 'month')}.`,
    partial > 0 && `${count(partial, 'month')} ${partial === 1 ? 'is' : 'are'} not complete.`,
  ]
  return {
    headline: highest.value
      ? `Highest in ${monthName(highest.month)}, with ${formatEnergy(highest.value)}`
      : 'No electricity was used',
    detail: detail.filter(Boolean).join(' '),
  }
}

export const monthName = (month: string): string => formatDate(month, 'month').split(' ')[0] ?? month

/** Any day without a change of clocks: a slot of the wall clock is a half hour of it. */
const PLAIN_DAY = '2013-01-15T00:00:00Z'

/** A half hour of the wall clock, 0 to 48, as a time: "5:30pm". */
export const clockTime = (slot: number): string => timeAt(PLAIN_DAY, slot)

/** Many days in words: when they are usually highest, and which day was highest. */
export function describeHours(days: readonly ClockDay[], totals: readonly DayTotal[]): ChartSummary {
  const held = totals.filter(isHeld)
  const [first, ...rest] = held
  if (!first) return { headline: 'No readings for this year', detail: '' }
  const peak = peakOf(Array.from({ length: 48 }, (_, slot) => usualAt(days, slot)))
  const highest = rest.reduce((best, day) => (day.value > best.value ? day : best), first)
  const missing = totals.length - held.length
  const detail = [
    `${formatDate(highest.settlementDate, 'weekday-day')} was the highest day, with ${formatEnergy(highest.value)}.`,
    missing > 0 && `${count(missing, 'day')} ${missing === 1 ? 'has' : 'have'} no reading.`,
  ]
  return {
    headline: peak
      ? `Usually highest between ${clockTime(peak.from)} and ${clockTime(peak.to)}`
      : 'About the same at all times of day',
    detail: detail.filter(Boolean).join(' '),
  }
}

/** The mean of one half hour over all days that hold it; null when none does. */
function usualAt(days: readonly ClockDay[], slot: number): number | null {
  const held = days.flatMap(({ cells }) => cells[slot] ?? [])
  return held.length > 0 ? held.reduce((total, wh) => total + wh, 0) / held.length : null
}
