import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Details } from '../ui/details.tsx'
import { Table, type TableProps } from '../ui/table.tsx'
import { BarPlot, type BarPlotProps } from './bar-plot.tsx'
import type { ChartSummary } from './readings.ts'

/** What is said with a picture. */
export interface FigureProps {
  /** What is drawn: "Half-hourly electricity, Sunday 31 March 2013, in kWh" */
  subtitle: ReactNode
  summary: ChartSummary
  /** Left out where the words and the picture are enough */
  table?: ({ open: string } & Pick<TableProps, 'caption' | 'columns' | 'rows'>) | undefined
}

export interface ChartFigureProps extends FigureProps {
  plot: Omit<BarPlotProps, 'summary'>
}

/** A chart with its message, the same message in words, and the same numbers as a table. */
export function ChartFigure({ plot, ...figure }: ChartFigureProps) {
  return (
    <FigureFrame {...figure}>
      <BarPlot {...plot} summary={spoken(figure.summary)} />
      <Key bars={plot.bars} />
    </FigureFrame>
  )
}

/** The words round a picture, and its numbers. */
export function FigureFrame({ subtitle, summary, table, children }: FigureProps & { children: ReactNode }) {
  return (
    <figure className="space-y-4">
      <figcaption className="space-y-1">
        <p className="text-h3 font-bold">{summary.headline}</p>
        <p className="text-fine text-muted">{subtitle}</p>
      </figcaption>
      {children}
      {summary.detail && <p>{summary.detail}</p>}
      {table && <NumbersTable {...table} />}
    </figure>
  )
}

/** What a screen reader says instead of the picture. */
export const spoken = ({ headline, detail }: ChartSummary): string => `${headline}. ${detail}`

function NumbersTable({ open, ...table }: NonNullable<FigureProps['table']>) {
  return (
    // Paper shows what is folded away: more than two months of rows would be all that it shows.
    <div className={clsx(table.rows.length > 62 && 'no-print')}>
      <Details summary={open}>
        <Table {...table} />
      </Details>
    </div>
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
