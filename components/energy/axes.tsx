import { clsx } from 'clsx'

/** A label under the bars; `at` counts bars from the left edge: 0.5 is the middle of the first. */
export interface AxisLabel {
  at: number
  label: string
  /** Left out where the plot is narrow or the text large */
  minor?: boolean | undefined
}

const text = 'fill-muted text-fine tabular-nums'

/** The values at the left, in kWh. */
export function ValueAxis({ ticks, scale }: { ticks: readonly number[]; scale: (tick: number) => number }) {
  const digits = ticks.some((tick) => !Number.isInteger(tick)) ? 1 : 0
  return (
    <svg aria-hidden="true" className="col-start-1 h-52 w-8 overflow-visible">
      {ticks.map((tick) => (
        <text key={tick} x="100%" y={`${scale(tick)}%`} dy="0.35em" textAnchor="end" className={text}>
          {tick === 0 ? 0 : tick.toFixed(digits)}
        </text>
      ))}
    </svg>
  )
}

/** Times or dates under the bars. */
export function TimeAxis({ labels, bars }: { labels: readonly AxisLabel[]; bars: number }) {
  return (
    <svg aria-hidden="true" width="100%" className="col-start-2 h-8 overflow-visible">
      {labels.map(({ at, label, minor }) => (
        <g key={at} className={clsx(minor && 'hidden @sm:inline')}>
          <line
            x1={`${(at / bars) * 100}%`}
            x2={`${(at / bars) * 100}%`}
            y1="0"
            y2="5"
            className="stroke-ink"
          />
          <text x={`${(at / bars) * 100}%`} y="1.5rem" textAnchor={anchorOf(at / bars)} className={text}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** A bracket over some bars: it says without colour what the amber says. */
export function PeakMark({
  from,
  to,
  label,
  bars,
}: {
  from: number
  to: number
  label: string
  bars: number
}) {
  const [left, right] = [(from / bars) * 100, (to / bars) * 100]
  const middle = (left + right) / 2
  return (
    <svg aria-hidden="true" width="100%" className="col-start-2 mb-1 h-9 overflow-visible">
      <text
        x={`${middle}%`}
        y="1.25rem"
        textAnchor={anchorOf(middle / 100)}
        className="fill-ink text-fine font-bold"
      >
        {label}
      </text>
      <line x1={`${left}%`} x2={`${right}%`} y1="95%" y2="95%" strokeWidth="3" className="stroke-data-1" />
    </svg>
  )
}

/** Keeps words inside the plot near its edges. */
const anchorOf = (share: number) => (share < 0.15 ? 'start' : share > 0.85 ? 'end' : 'middle')
