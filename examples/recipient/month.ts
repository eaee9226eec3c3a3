import { barChart, type Html } from './chart.ts'
import { addDays, monthEnd, monthName, monthStart, weekdayDate, weekdayShort } from './dates.ts'
import { amount, count, type Direction, highest, kWh, sum } from './energy.ts'
import type { DayTotal } from './energy-api.ts'

/** A day of a month. */
export interface MonthDay {
  date: string
  /** Wh; null where there is no reading at all */
  value: number | null
  /** Some of its half hours are missing */
  partial: boolean
  /** Shared and over, yet without a reading */
  missing: boolean
}

/** Every day of the month of `date`, in order. Days from `min` up to, not including, `max` should have readings. */
export function monthDays(
  date: string,
  totals: readonly DayTotal[],
  { min, max }: { min: string; max: string },
): MonthDay[] {
  const days: MonthDay[] = []
  for (let day = monthStart(date); day < monthEnd(date); day = addDays(day, 1)) {
    const total = totals.find(({ settlementDate }) => settlementDate === day)
    const value = total?.value ?? null
    const partial = !!total && total.readings < total.periods
    days.push({ date: day, value, partial, missing: value === null && day >= min && day < max })
  }
  return days
}

/** A month in sentences, to stand under its name. */
export function describeMonth(days: readonly MonthDay[], direction: Direction): string[] {
  const top = highest(days)
  if (!top) return ['There are no readings for this month.']
  const total = sum(days.map(({ value }) => value))
  const known = days.filter(({ value }) => value !== null).length
  const missing = days.filter((day) => day.missing).length
  const partial = days.filter((day) => day.partial).length
  return [
    `This home ${amount(direction, total)} in ${count(known, 'day')}.`,
    `That is about ${kWh(total / known)} a day. Most in one day: ${kWh(top.value)}, on ${weekdayShort(top.date)}.`,
    ...(missing ? [`${count(missing, 'day')} without readings, shown pale.`] : []),
    ...(partial ? [`${count(partial, 'day')} with some readings missing.`] : []),
  ]
}

/** The chart of a month: one bar a day, a tick each week. */
export function monthChart(days: readonly MonthDay[]): Html {
  const name = monthName(monthStart(days[0]?.date ?? ''))
  return barChart({
    label: `Bar chart of electricity on each day of ${name}. The text below says what matters.`,
    bars: days.map(({ date, value, missing }) => ({
      value: missing ? null : (value ?? 0) / 1000,
      title: `${weekdayDate(date)}: ${value === null ? 'no reading' : kWh(value)}`,
    })),
    ticks: days.flatMap((_, at) => (at % 7 === 0 ? [{ at, label: String(at + 1) }] : [])),
  })
}
