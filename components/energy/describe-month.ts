import { formatDate } from '../ui/format-date.ts'
import { count, formatEnergy } from './format-energy.ts'
import type { ChartSummary, DayTotal, Direction } from './readings.ts'

const verbs = { import: 'used', export: 'sent to the grid' }

const isHeld = (day: DayTotal): day is DayTotal & { value: number } => day.value !== null
const isComplete = (day: DayTotal) => day.readings >= day.periods
const sum = (days: readonly { value: number }[]) => days.reduce((total, day) => total + day.value, 0)

/** Whether only some half hours of a day are held. */
export const isPartial = (day: DayTotal): boolean => isHeld(day) && !isComplete(day)

function averageOf(held: readonly (DayTotal & { value: number })[]): string | undefined {
  const complete = held.filter(isComplete)
  return complete.length > 1 ? `About ${formatEnergy(sum(complete) / complete.length)} a day.` : undefined
}

function gapsOf(days: readonly DayTotal[]): string | undefined {
  const missing = days.filter((day) => !isHeld(day)).length
  const partial = days.filter(isPartial).length
  const parts = [
    missing && `${count(missing, 'day')} ${missing === 1 ? 'has' : 'have'} no reading.`,
    partial && `${count(partial, 'day')} ${partial === 1 ? 'is' : 'are'} not complete.`,
  ]
  return parts.filter(Boolean).join(' ') || undefined
}

/** One month of daily totals in words: the highest day, how much in all, what is missing. */
export function describeMonth(days: readonly DayTotal[], direction: Direction = 'import'): ChartSummary {
  const held = days.filter(isHeld)
  const [first, ...rest] = held
  if (!first) return { headline: 'No readings for this month', detail: '' }
  const highest = rest.reduce((best, day) => (day.value > best.value ? day : best), first)
  const total = `${formatEnergy(sum(held))} ${verbs[direction]} in the month.`
  return {
    headline: highest.value
      ? `Highest on ${formatDate(highest.settlementDate, 'weekday-day')}, with ${formatEnergy(highest.value)}`
      : `No electricity was ${verbs[direction]}`,
    detail: [total, averageOf(held), gapsOf(days)].filter(Boolean).join(' '),
  }
}
