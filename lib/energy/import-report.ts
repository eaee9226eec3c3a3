import type { SupplyPointId } from '#lib/core/index.ts'
import { type LclHeader, type Reason, reasons } from './lcl-row.ts'
import type { WriteCounts } from './write-readings.ts'

/** A row that was not stored. Only its place in the file: what it says may be somebody's data. */
export interface SkippedRow {
  line: number
  /** The row that it contradicts */
  earlierLine?: number
}

/** What an import did. rows = added + unchanged + corrected + duplicates + all that was skipped. */
export interface ImportReport extends WriteCounts {
  form: LclHeader['form']
  /** Rows read, without the header and blank lines */
  rows: number
  households: number
  /** Rows that say again what an earlier row of the file said */
  duplicates: number
  /** By reason: how many, and the first few */
  skipped: Partial<Record<Reason, { count: number; examples: SkippedRow[] }>>
  /** The supply point of the first household in the file */
  firstSupplyPoint: SupplyPointId | null
  elapsedMs: number
  /** Why the file could not be read to its end, as a sentence; null when it was */
  failure: string | null
}

export function startReport(form: LclHeader['form']): ImportReport {
  const counts = { rows: 0, households: 0, duplicates: 0, added: 0, unchanged: 0, corrected: 0, elapsedMs: 0 }
  return { form, ...counts, skipped: {}, firstSupplyPoint: null, failure: null }
}

/** Counts a skipped row and keeps it as an example while there are fewer than `most`. */
export function skip(report: ImportReport, reason: Reason, row: SkippedRow, most: number): void {
  report.skipped[reason] ??= { count: 0, examples: [] }
  const group = report.skipped[reason]
  group.count++
  if (group.examples.length < most) group.examples.push(row)
}

const number = new Intl.NumberFormat('en-GB')

/** The report as lines for a terminal. */
export function formatReport(report: ImportReport): string {
  const { rows, households, added, unchanged, corrected, duplicates, elapsedMs, failure } = report
  const seconds = elapsedMs / 1000
  const speed = number.format(Math.round(rows / Math.max(seconds, 0.001)))
  const lines = [
    `${number.format(rows)} rows of ${number.format(households)} households in ${seconds.toFixed(1)} s (${speed} rows/s)`,
    line(added, 'stored, new'),
    line(unchanged, 'unchanged: stored before with the same value'),
    line(corrected, 'corrected: stored before with another value'),
    line(duplicates, 'repeated in the file with the same value'),
    ...Object.entries(report.skipped).flatMap(([reason, { count, examples }]) => [
      line(count, `skipped: ${reasons[reason as Reason]}`),
      `${' '.repeat(13)}${examples.map(place).join(', ')}${count > examples.length ? ' …' : ''}`,
    ]),
  ]
  if (failure)
    lines.push(
      `The file was not read to its end: ${failure} What is counted above is stored; import the whole file to complete it.`,
    )
  return lines.join('\n')
}

const line = (count: number, text: string): string => `${number.format(count).padStart(11)}  ${text}`

const place = ({ line, earlierLine }: SkippedRow): string =>
  `line ${line}${earlierLine ? ` (against line ${earlierLine})` : ''}`
