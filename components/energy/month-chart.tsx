import { formatDate } from '../ui/format-date.ts'
import type { AxisLabel } from './axes.tsx'
import type { Bar } from './bar-mark.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { describeMonth, isPartial } from './describe-month.ts'
import { formatKwh } from './format-energy.ts'
import type { DayTotal, Direction } from './readings.ts'

export interface MonthChartProps {
  /** `2013-03` */
  month: string
  /** Every day of the month in order, those without a reading too */
  days: readonly DayTotal[]
  direction?: Direction | undefined
  /** Without the numbers as a table, for a glance */
  brief?: boolean | undefined
}

/** The daily totals of one month. */
export function MonthChart({ month, days, direction = 'import', brief = false }: MonthChartProps) {
  const name = formatDate(month, 'month')
  return (
    <ChartFigure
      subtitle={`Daily electricity, ${name}, in kWh`}
      summary={describeMonth(days, direction)}
      plot={{ bars: days.map(barOf), labels: labelsOf(days), peak: highestOf(days) }}
      table={
        brief
          ? undefined
          : {
              open: `Show the ${days.length} days as a table`,
              caption: name,
              columns: [{ label: 'Day' }, { label: 'kWh', numeric: true }],
              rows: days.map(rowOf),
            }
      }
    />
  )
}

const barOf = (day: DayTotal): Bar => ({
  key: day.settlementDate,
  label: formatDate(day.settlementDate, 'weekday'),
  value: day.value,
  partial: isPartial(day),
})

const rowOf = (day: DayTotal) => ({
  key: day.settlementDate,
  cells: [formatDate(day.settlementDate, 'weekday-day'), kwhOf(day)],
})

function kwhOf(day: DayTotal): string {
  if (day.value === null) return 'no reading'
  return isPartial(day) ? `${formatKwh(day.value)} (not complete)` : formatKwh(day.value)
}

/** The 1st, 8th, 15th, 22nd and 29th. */
const labelsOf = (days: readonly DayTotal[]): AxisLabel[] =>
  days.flatMap(({ settlementDate }, at) =>
    at % 7 === 0
      ? [{ at: at + 0.5, label: `${Number(settlementDate.slice(-2))}`, minor: at % 14 !== 0 }]
      : [],
  )

function highestOf(days: readonly DayTotal[]) {
  const highest = Math.max(...days.map((day) => day.value ?? 0))
  const from = days.findIndex((day) => day.value === highest)
  const day = days[from]
  if (!day || highest === 0) return undefined
  return { from, to: from + 1, label: 'highest' }
}
