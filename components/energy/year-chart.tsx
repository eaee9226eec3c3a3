import type { Bar } from './bar-mark.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { describeYear, monthName } from './describe-year.ts'
import { formatKwh } from './format-energy.ts'
import type { MonthTotal } from './readings.ts'

export interface YearChartProps {
  /** "2013", or words such as "the last 12 months" */
  name: string
  months: readonly MonthTotal[]
  /** Without the numbers as a table, for a glance */
  brief?: boolean | undefined
}

/** The monthly totals of a year. */
export function YearChart({ name, months, brief = false }: YearChartProps) {
  return (
    <ChartFigure
      subtitle={`Monthly electricity, ${name}, in kWh`}
      summary={describeYear(months)}
      plot={{
        bars: months.map(barOf),
        labels: months.map(({ month }, at) => ({
          at: at + 0.5,
          label: monthName(month).slice(0, 3),
          minor: at % 3 !== 0,
        })),
        peak: highestOf(months),
      }}
      table={
        brief
          ? undefined
          : {
              open: `Show the ${months.length} months as a table`,
              caption: name,
              columns: [{ label: 'Month' }, { label: 'kWh', numeric: true }],
              rows: months.map((month) => ({ key: month.month, cells: [labelOf(month), kwhOf(month)] })),
            }
      }
    />
  )
}

const isPartial = ({ value, readings, periods }: MonthTotal) => value !== null && readings < periods

const labelOf = ({ month }: MonthTotal) => `${monthName(month)} ${month.slice(0, 4)}`

const barOf = (month: MonthTotal): Bar => ({
  key: month.month,
  label: labelOf(month),
  value: month.value,
  partial: isPartial(month),
})

function kwhOf(month: MonthTotal): string {
  if (month.value === null) return 'no reading'
  return isPartial(month) ? `${formatKwh(month.value)} (not complete)` : formatKwh(month.value)
}

function highestOf(months: readonly MonthTotal[]) {
  const highest = Math.max(0, ...months.map(({ value }) => value ?? 0))
  const from = months.findIndex(({ value }) => value === highest)
  return highest > 0 && from >= 0 ? { from, to: from + 1, label: 'highest' } : undefined
}
