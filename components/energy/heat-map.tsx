import { formatDate } from '../ui/format-date.ts'
import { TimeAxis } from './axes.tsx'
import { FigureFrame, spoken } from './chart-figure.tsx'
import { clockTime, describeHours, monthName } from './describe-year.ts'
import { formatEnergy, formatKwh } from './format-energy.ts'
import { levelsOf, pathOf, runsOf, shades } from './heat-levels.ts'
import type { ClockDay, DayTotal } from './readings.ts'

export interface HeatMapProps {
  name: string
  days: readonly ClockDay[]
  /** The same days, for the table */
  totals: readonly DayTotal[]
}

/** Every half hour of a year: a row for each day, the clock from left to right, stronger where more was used. */
export function HeatMap({ name, days, totals }: HeatMapProps) {
  const summary = describeHours(days, totals)
  const { level, thresholds } = levelsOf(days)
  const runs = Map.groupBy(runsOf(days, level), (run) => run.level)
  return (
    <FigureFrame
      subtitle={`Half-hourly electricity on each day of ${name}: the stronger the colour, the more`}
      summary={summary}
      table={{
        open: `Show the ${totals.length} days as a table`,
        caption: `Daily totals, ${name}`,
        columns: [{ label: 'Day' }, { label: 'kWh', numeric: true }],
        rows: totals.map(rowOf),
      }}
    >
      <div className="@container grid grid-cols-[auto_1fr] gap-x-2">
        <MonthAxis days={days} />
        <svg
          role="img"
          aria-label={spoken(summary)}
          viewBox={`0 0 48 ${Math.max(days.length, 1)}`}
          preserveAspectRatio="none"
          shapeRendering="crispEdges"
          className="h-[36rem] w-full border border-edge"
        >
          {shades.map((shade, at) => (
            <path
              key={shade}
              d={pathOf(runs.get(at) ?? [])}
              strokeOpacity={shade}
              strokeWidth="1"
              fill="none"
              className="stroke-data-2"
            />
          ))}
          <path d={pathOf(runs.get(-1) ?? [])} strokeWidth="0.3" fill="none" className="stroke-edge" />
        </svg>
        <TimeAxis labels={hours} bars={48} />
      </div>
      <Shades thresholds={thresholds} gaps={runs.has(-1)} />
    </FigureFrame>
  )
}

const hours = [0, 12, 24, 36, 48].map((at) => ({ at, label: clockTime(at), minor: at % 24 !== 0 }))

const rowOf = ({ settlementDate, value, readings, periods }: DayTotal) => ({
  key: settlementDate,
  cells: [
    formatDate(settlementDate, 'weekday-day'),
    value === null ? 'no reading' : `${formatKwh(value)}${readings < periods ? ' (not complete)' : ''}`,
  ],
})

/** The name of each month beside its first day. */
function MonthAxis({ days }: Pick<HeatMapProps, 'days'>) {
  return (
    <svg aria-hidden="true" className="col-start-1 h-[36rem] w-10 overflow-visible">
      {days.map(({ settlementDate }, row) =>
        settlementDate.endsWith('-01') ? (
          <text
            key={settlementDate}
            x="100%"
            y={`${((row / days.length) * 100).toFixed(2)}%`}
            dy="0.9em"
            textAnchor="end"
            className="fill-muted text-fine"
          >
            {monthName(settlementDate.slice(0, 7)).slice(0, 3)}
          </text>
        ) : null,
      )}
    </svg>
  )
}

/** What the shades mean. */
function Shades({ thresholds, gaps }: { thresholds: readonly number[]; gaps: boolean }) {
  const bounds = [0, ...thresholds]
  return (
    <ul aria-label="What the shades mean" className="flex flex-wrap gap-x-4 gap-y-1 text-fine">
      {shades.map((shade, at) => (
        <li key={shade} className="flex items-center gap-2">
          <svg viewBox="0 0 10 10" className="size-5 border border-edge" aria-hidden="true">
            <rect width="10" height="10" fillOpacity={shade} className="fill-data-2" />
          </svg>
          {rangeOf(bounds[at] ?? 0, bounds[at + 1])}
        </li>
      ))}
      {gaps && <li className="text-muted">Thin line: no reading.</li>}
    </ul>
  )
}

const rangeOf = (from: number, to: number | undefined): string => {
  if (to === undefined) return `${formatEnergy(from)} or more`
  return from === 0 ? `under ${formatEnergy(to)}` : `${formatKwh(from)} to ${formatEnergy(to)}`
}
