import { AppError, nowMs } from '#lib/core/index.ts'
import { createDayBuffer, type DayBuffer, type OpenDay } from './day-buffer.ts'
import { type ImportReport, skip, startReport } from './import-report.ts'
import { type LclHeader, readHeader, readRow } from './lcl-row.ts'
import { readCsv, UnreadableFile } from './read-csv.ts'
import { findOrAddResearchHome } from './research-home.ts'
import type { SupplyPoint } from './supply-point.ts'
import { writeReadings } from './write-readings.ts'

export interface ImportOptions {
  /** Told about once a second how far it is */
  onProgress?: (report: ImportReport) => void
  /** Rows named in the report for each reason: 5 when left out */
  examples?: number
  /** Household days kept open: 8,192 when left out, which is more than the trial has households */
  openDays?: number
}

const PROGRESS_MS = 1000
/** Days stored in one transaction at the end of a file */
const BATCH = 1024

/** What an import knows while it runs. */
interface Run {
  report: ImportReport
  header: LclHeader
  /** The last line read */
  line: number
  days: DayBuffer
  homes: Map<string, Pick<SupplyPoint, 'id' | 'key'>>
  startedMs: number
  toldMs: number
  options: Required<ImportOptions>
}

/**
 * Imports a file of Low Carbon London readings, plain or gzip, in the published or the tidy form (docs/import.md).
 * A bad row is counted and left out. Running it again stores nothing twice; where it contradicts what is stored,
 * the file wins. Throws AppError when the file is no such file; one that ends early is a `failure` of the report.
 */
export async function importLcl(path: string, options: ImportOptions = {}): Promise<ImportReport> {
  let run: Run | undefined
  try {
    for await (const lines of readCsv(path)) {
      if (lines.length === 0) continue
      run ??= startRun(lines.shift(), options)
      await takeLines(run, lines)
    }
  } catch (error) {
    if (!run || !(error instanceof UnreadableFile)) throw error
    run.report.failure = error.message
  }
  if (!run) throw new AppError('invalid', 'empty-file', 'The file is empty.')
  while (run.days.size > 0) await storeDays(run, run.days.take(BATCH))
  run.report.elapsedMs = nowMs() - run.startedMs
  return run.report
}

function startRun(fields: string[] = [], options: ImportOptions): Run {
  const header = readHeader(fields)
  if (!header) throw new AppError('invalid', 'unknown-header', UNKNOWN_HEADER)
  const startedMs = nowMs()
  return {
    report: startReport(header.form),
    header,
    line: 1,
    days: createDayBuffer(),
    homes: new Map(),
    startedMs,
    toldMs: startedMs,
    options: { onProgress: () => undefined, examples: 5, openDays: 8192, ...options },
  }
}

const UNKNOWN_HEADER = `The first line is not a header that we know. Expected one of
  LCLid,stdorToU,DateTime,KWH/hh (per half hour),Acorn,Acorn_grouped
  household_id,reading_utc,kwh`

async function takeLines(run: Run, lines: string[][]): Promise<void> {
  const { report, days, options } = run
  for (const fields of lines) takeRow(run, fields, ++run.line)
  const full = days.size - options.openDays
  if (full > 0) await storeDays(run, days.take(full))
  const now = nowMs()
  if (now - run.toldMs < PROGRESS_MS) return
  run.toldMs = now
  report.elapsedMs = now - run.startedMs
  options.onProgress(report)
}

function takeRow({ report, header, days, options }: Run, fields: string[], line: number): void {
  if (fields.length === 1 && fields[0]?.trim() === '') return
  report.rows++
  const reading = readRow(fields, header)
  const outcome = typeof reading === 'string' ? reading : days.put(reading, line)
  if (outcome === 'put') return
  if (outcome === 'duplicate') report.duplicates++
  else if (typeof outcome === 'string') skip(report, outcome, { line }, options.examples)
  else skip(report, 'conflict', { line, earlierLine: outcome.conflict }, options.examples)
}

/** Stores days in one transaction; their homes are made before it. */
async function storeDays({ report, homes }: Run, days: OpenDay[]): Promise<void> {
  const rows = []
  for (const { household, dayNumber, values } of days) {
    const home = homes.get(household) ?? (await findOrAddResearchHome(household))
    homes.set(household, home)
    rows.push({ supplyPointKey: home.key, dayNumber, values })
    report.firstSupplyPoint ??= home.id
  }
  const { added, unchanged, corrected } = await writeReadings(rows)
  report.households = homes.size
  report.added += added
  report.unchanged += unchanged
  report.corrected += corrected
}
