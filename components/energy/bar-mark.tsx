import { clsx } from 'clsx'
import { formatEnergy } from './format-energy.ts'

const gap = 0.2

export interface Bar {
  key: string
  /** Said by the pointer's tooltip: "5pm to 5:30pm" */
  label: string
  /** Wh; null where there is no reading */
  value: number | null
  /** Only part of the time is held */
  partial?: boolean | undefined
}

export interface BarMarkProps {
  bar: Bar
  place: { index: number; of: number }
  /** Upper edge in per cent of the plot's height */
  top: number
  isPeak: boolean
  /** Id of the pattern for missing readings */
  hatch: string
}

/** One bar: solid, outlined where part of its time is missing, hatched where all of it is. */
export function BarMark({ bar, place, top, isPeak, hatch }: BarMarkProps) {
  const width = 100 / place.of
  const across = { x: percent(width * (place.index + gap / 2)), width: percent(width * (1 - gap)) }
  if (bar.value === null) {
    return (
      <rect {...across} y="0" height="100%" fill={`url(#${hatch})`}>
        <title>{`${bar.label}: no reading`}</title>
      </rect>
    )
  }
  return (
    <rect
      {...across}
      y={percent(top)}
      height={percent(100 - top)}
      strokeWidth="2"
      className={look(isPeak, bar.partial)}
    >
      <title>{`${bar.label}: ${formatEnergy(bar.value)}${bar.partial ? ', not complete' : ''}`}</title>
    </rect>
  )
}

const percent = (value: number) => `${value.toFixed(2)}%`

const look = (isPeak: boolean, isPartial = false) =>
  isPartial
    ? clsx('fill-none', isPeak ? 'stroke-data-1' : 'stroke-data-2')
    : isPeak
      ? 'fill-data-1'
      : 'fill-data-2'
