import { formatDate } from '../ui/format-date.ts'
import type { AxisLabel } from './axes.tsx'
import type { Bar } from './bar-mark.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { describeDay, peakOf } from './describe-day.ts'
import { formatKwh } from './format-energy.ts'
import { timeAt, timeSpan } from './half-hour.ts'
import type { DayReadings, Direction } from './readings.ts'

export interface DayChartProps {
  day: DayReadings
  direction?: Direction | undefined
  /** Without the numbers as a table, for a glance */
  brief?: boolean | undefined
}

/** The half hours of one settlement day: 48 bars, 46 or 50 when the clocks change. */
export function DayChart({ day, direction = 'import', brief = false }: DayChartProps) {
  const peak = peakOf(day.values)
  const date = formatDate(day.settlementDate, 'weekday')
  const clocks = day.values.length === 48 ? '' : ' (clocks changed)'
  return (
    <ChartFigure
      subtitle={`Half-hourly electricity, ${date}${clocks}, in kWh`}
      summary={describeDay(day, direction)}
      plot={{
        bars: day.values.map((value, index) => barOf(day, value, index)),
        labels: labelsOf(day),
        peak: peak && { ...peak, label: 'highest' },
      }}
      table={
        brief
          ? undefined
          : {
              open: `Show the ${day.values.length} half hours as a table`,
              caption: date,
              columns: [{ label: 'Time' }, { label: 'kWh', numeric: true }],
              rows: day.values.map((value, index) => rowOf(day, value, index)),
            }
      }
    />
  )
}

const barOf = (day: DayReadings, value: number | null, index: number): Bar => ({
  key: `${index}`,
  label: timeSpan(day.start, index, index + 1),
  value,
})

const rowOf = (day: DayReadings, value: number | null, index: number) => ({
  key: `${index}`,
  cells: [timeSpan(day.start, index, index + 1), value === null ? 'no reading' : formatKwh(value)],
})

/** Every six hours by the clock on the wall, with midnight at both ends. */
function labelsOf({ start, values }: DayReadings): AxisLabel[] {
  const hours = new Set(['midnight', '6am', 'midday', '6pm'])
  return [...values, null]
    .map((_, at) => ({ at, label: timeAt(start, at) }))
    .filter(({ label }) => hours.has(label))
    .map((mark) => ({ ...mark, minor: mark.label.startsWith('6') }))
}
