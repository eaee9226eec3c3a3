import { type AccountId, AppError } from '#lib/core/index.ts'
import { type Home, listHomes } from './list-homes.ts'
import { readCsv } from './read-csv.ts'

/** What an import of sessions or days did. rows = taken + skipped. */
export interface RecordReport {
  /** Rows of the one that was asked for */
  rows: number
  /** Sessions or days that are new, or differ from what was stored */
  stored: number
  /** Rows that could not be read, or lie outside the time in which the account lived in any home here */
  skipped: number
}

/** The rows of a CSV file as records by column name. Throws when a column is missing. */
export async function* readRecords<C extends string>(
  path: string,
  columns: readonly C[],
): AsyncGenerator<Record<C, string>> {
  let header: string[] | undefined
  for await (const lines of readCsv(path)) {
    for (const fields of lines) {
      if (!header) {
        header = fields.map((field) => field.trim())
        requireColumns(header, columns)
      } else if (fields.length === header.length) {
        yield Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ''])) as Record<C, string>
      }
    }
  }
}

function requireColumns(header: readonly string[], columns: readonly string[]): void {
  const missing = columns.filter((column) => !header.includes(column))
  if (missing.length === 0) return
  throw new AppError(
    'invalid',
    'unknown-header',
    `The first line lacks these columns: ${missing.join(', ')}.`,
  )
}

/** Finds the home in which an account lived over a time; where several, the one that it moved into last. */
export async function homesOverTime(accountId: AccountId) {
  const homes = await listHomes(accountId)
  return (fromMs: number, toMs: number): Home | undefined =>
    homes.find(
      ({ startsAt, endsAt }) => startsAt.getTime() <= fromMs && (!endsAt || endsAt.getTime() >= toMs),
    )
}

/** `1.64` -> 1640: kWh as decimal text, to whole Wh. Undefined when it is no number. */
export function readKwh(text: string): number | undefined {
  if (!/^-?\d{1,6}(\.\d+)?$/.test(text.trim())) return undefined
  return Math.round(Number(text) * 1000)
}
