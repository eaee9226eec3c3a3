import { count, formatEnergy } from './format-energy.ts'
import { timeAt, timeSpan } from './half-hour.ts'
import type { ChartSummary, DayReadings, Direction } from './readings.ts'

const windowLength = 4
const verbs = { import: 'used', export: 'sent to the grid' }

/** Indexes of a stretch of half hours; `to` is not included. */
export interface Stretch {
  from: number
  to: number
}

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** The two hours with the most energy, or nothing where no two hours stand out from the rest. */
export function peakOf(values: readonly (number | null)[]): Stretch | undefined {
  const windows = values
    .slice(0, 1 - windowLength)
    .map((_, from) => sum(values.slice(from, from + windowLength)))
  const highest = Math.max(...windows)
  const held = values.filter((value) => value !== null).length
  const usual = (sum(values) / Math.max(held, 1)) * windowLength
  if (held < windowLength || highest <= usual * 1.2) return undefined
  const from = windows.indexOf(highest)
  return { from, to: from + windowLength }
}

function headlineOf({ start, values }: DayReadings, direction: Direction): string {
  if (sum(values) === 0) return `No electricity was ${verbs[direction]}`
  const peak = peakOf(values)
  return peak
    ? `Highest between ${timeAt(start, peak.from)} and ${timeAt(start, peak.to)}`
    : 'About the same through the day'
}

function highestOf({ start, values }: DayReadings): string | undefined {
  const highest = Math.max(...values.map((value) => value ?? 0))
  if (highest === 0) return undefined
  const at = values.indexOf(highest)
  return `The highest half hour was ${timeSpan(start, at, at + 1)}, with ${formatEnergy(highest)}.`
}

function gapsOf({ values }: DayReadings): string | undefined {
  const gaps = values.filter((value) => value === null).length
  return gaps ? `${count(gaps, 'half hour')} ${gaps === 1 ? 'has' : 'have'} no reading.` : undefined
}

const clocksOf = ({ values }: DayReadings): string | undefined =>
  values.length === 48 ? undefined : `The clocks changed, so this day has ${values.length} half hours.`

/** One day of half hours in words: when it was highest, how much in all, what is missing. */
export function describeDay(day: DayReadings, direction: Direction = 'import'): ChartSummary {
  if (day.values.every((value) => value === null)) {
    return { headline: 'No readings for this day', detail: clocksOf(day) ?? '' }
  }
  const total = `${formatEnergy(sum(day.values))} ${verbs[direction]} in the day.`
  const detail = [total, highestOf(day), gapsOf(day), clocksOf(day)].filter(Boolean).join(' ')
  return { headline: headlineOf(day, direction), detail }
}
