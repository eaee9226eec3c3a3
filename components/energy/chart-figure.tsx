import type { ReactNode } from 'react'
import { Details } from '../ui/details.tsx'
import { Table, type TableProps } from '../ui/table.tsx'
import { BarPlot, type BarPlotProps } from './bar-plot.tsx'
import type { ChartSummary } from './readings.ts'

export interface ChartFigureProps {
  /** What is drawn: "Half-hourly electricity, Sunday 31 March 2013, in kWh" */
  subtitle: ReactNode
  summary: ChartSummary
  plot: Omit<BarPlotProps, 'summary'>
  table: { open: string } & Pick<TableProps, 'caption' | 'columns' | 'rows'>
}

/** A chart with its message, the same message in words, and the same numbers as a table. */
export function ChartFigure({ subtitle, summary, plot, table }: ChartFigureProps) {
  const { open, ...rest } = table
  return (
    <figure className="space-y-4">
      <figcaption className="space-y-1">
        <p className="text-h3 font-bold">{summary.headline}</p>
        <p className="text-fine text-muted">{subtitle}</p>
      </figcaption>
      <BarPlot {...plot} summary={`${summary.headline}. ${summary.detail}`} />
      <Key bars={plot.bars} />
      {summary.detail && <p>{summary.detail}</p>}
      <Details summary={open}>
        <Table {...rest} />
      </Details>
    </figure>
  )
}

/** Explains the marks that are not plain bars, where there are any. */
function Key({ bars }: Pick<BarPlotProps, 'bars'>) {
  const lines = [
    bars.some((bar) => bar.value === null) && 'Striped: no reading.',
    bars.some((bar) => bar.partial) && 'Outline: not complete.',
  ].filter(Boolean)
  return lines.length > 0 && <p className="text-fine text-muted">{lines.join(' ')}</p>
}
