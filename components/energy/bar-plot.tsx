import { scaleLinear } from 'd3-scale'
import { useId } from 'react'
import { type AxisLabel, PeakMark, TimeAxis, ValueAxis } from './axes.tsx'
import { type Bar, BarMark } from './bar-mark.tsx'
import type { Stretch } from './describe-day.ts'

export interface BarPlotProps {
  bars: readonly Bar[]
  labels: readonly AxisLabel[]
  /** Bars to point out, with a bracket and its words */
  peak?: (Stretch & { label: string }) | undefined
  /** What a screen reader says instead of the picture */
  summary: string
}

/**
 * Bars as SVG, drawn on the server. Lengths are percentages and rem, so the picture follows the column and
 * the reader's text size without any script.
 */
export function BarPlot({ bars, labels, peak, summary }: BarPlotProps) {
  const hatch = `hatch-${useId()}`
  const highest = Math.max(1, ...bars.map((bar) => bar.value ?? 0))
  const scale = scaleLinear([0, highest / 1000], [100, 0]).nice(4)
  const ticks = scale.ticks(4)
  return (
    <div className="@container grid grid-cols-[auto_1fr] gap-x-2">
      {peak && <PeakMark {...peak} bars={bars.length} />}
      <ValueAxis ticks={ticks} scale={scale} />
      <svg role="img" aria-label={summary} width="100%" height="100%" className="h-52 overflow-visible">
        <Hatch id={hatch} />
        {ticks.map((tick) => (
          <line
            key={tick}
            x1="0"
            x2="100%"
            y1={`${scale(tick)}%`}
            y2={`${scale(tick)}%`}
            className="stroke-line"
          />
        ))}
        {bars.map((bar, index) => (
          <BarMark
            key={bar.key}
            bar={bar}
            place={{ index, of: bars.length }}
            top={scale((bar.value ?? 0) / 1000)}
            isPeak={peak !== undefined && index >= peak.from && index < peak.to}
            hatch={hatch}
          />
        ))}
        <line x1="0" x2="100%" y1="100%" y2="100%" strokeWidth="2" className="stroke-ink" />
      </svg>
      <TimeAxis labels={labels} bars={bars.length} />
    </div>
  )
}

/** Diagonal lines for what is not known. */
function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" x2="0" y1="0" y2="6" strokeWidth="2" className="stroke-edge" />
    </pattern>
  )
}
