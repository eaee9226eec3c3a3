import { Temporal } from 'temporal-polyfill'
import { barChart, type Html } from './chart.ts'
import { clockAt, weekdayDate } from './dates.ts'
import { amount, count, type Direction, highest, kWh, sum } from './energy.ts'
import type { HalfHours } from './energy-api.ts'

/** One half hour on a British clock. */
export interface HalfHour {
  hour: number
  minute: number
  label: string
  /** Wh; null where there is no reading */
  value: number | null
}

/** Puts times to the values of a settlement day, which has 46, 48 or 50 of them. */
export function halfHoursOf({ start, values }: HalfHours): HalfHour[] {
  const first = Temporal.Instant.from(start)
  return values.map((value, index) => ({ ...clockAt(first.add({ minutes: 30 * index })), value }))
}

/** A day in sentences, to stand under its date: for those who can't see the chart, and those who'd rather not. */
export function describeDay(halfHours: readonly HalfHour[], direction: Direction): string[] {
  const top = highest(halfHours)
  if (!top) return ['There are no readings for this day.']
  const total = sum(halfHours.map(({ value }) => value))
  const missing = halfHours.filter(({ value }) => value === null).length
  return [
    `This home ${amount(direction, total)}.`,
    `The busiest half hour began at ${top.label}: ${kWh(top.value)}.`,
    ...(total > 0 && direction === 'import' ? [eveningShare(halfHours, total)] : []),
    ...(missing ? [`${count(missing, 'half hour')} without a reading, shown pale.`] : []),
  ]
}

/** Where time-of-use tariffs differ most. */
function eveningShare(halfHours: readonly HalfHour[], total: number): string {
  const evening = sum(halfHours.filter(({ hour }) => hour >= 16 && hour < 19).map(({ value }) => value))
  return `${Math.round((100 * evening) / total)}% of it fell between 4pm and 7pm, when electricity tends to cost most.`
}

/** The chart of a day, with a tick every six hours wherever the clock puts them. */
export function dayChart(date: string, halfHours: readonly HalfHour[]): Html {
  return barChart({
    label: `Bar chart of electricity in each half hour of ${weekdayDate(date)}. The text below says what matters.`,
    bars: halfHours.map(({ label, value }) => ({
      value: value === null ? null : value / 1000,
      title: `${label}: ${value === null ? 'no reading' : kWh(value)}`,
    })),
    ticks: halfHours.flatMap(({ hour, minute }, at) =>
      minute === 0 && hour % 6 === 0 ? [{ at, label: `${hour % 12 || 12}${hour < 12 ? 'am' : 'pm'}` }] : [],
    ),
  })
}
