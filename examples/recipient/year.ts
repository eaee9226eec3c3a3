import { barChart, type Html } from './chart.ts'
import { monthName, monthShort } from './dates.ts'
import { amount, count, type Direction, highest, kWh, sum } from './energy.ts'
import type { MonthTotal } from './energy-api.ts'

/** Monthly totals in sentences: all there is to say when nothing finer is shared. */
export function describeYear(months: readonly MonthTotal[], direction: Direction): string[] {
  const top = highest(months)
  if (!top) return ['There are no monthly totals yet.']
  const partial = months.filter(({ readings, periods }) => readings < periods).length
  return [
    `Over ${count(months.length, 'month')} this home ${amount(direction, sum(months.map(({ value }) => value)))}.`,
    `Most in one month: ${kWh(top.value)}, in ${monthName(`${top.month}-01`)}.`,
    ...(partial ? [`${count(partial, 'month')} with readings missing or still to come.`] : []),
  ]
}

/** The chart of monthly totals. */
export function yearChart(months: readonly MonthTotal[]): Html {
  return barChart({
    label: 'Bar chart of electricity in each month. The text below says what matters.',
    bars: months.map(({ month, value }) => ({
      value: value === null ? null : value / 1000,
      title: `${monthName(`${month}-01`)}: ${value === null ? 'no reading' : kWh(value)}`,
    })),
    ticks: months.flatMap(({ month }, at) =>
      at % 3 === 0 ? [{ at, label: monthShort(`${month}-01`) }] : [],
    ),
  })
}
