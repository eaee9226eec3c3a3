import { stringify } from 'csv-stringify/sync'
import type { AccountExport } from './export-account.ts'

/** The same as a table of four columns: in which part, which record of it, what, and the value. A sheet runs no formula of it. */
export function printCsv(exported: AccountExport): string {
  const parts = Object.entries(JSON.parse(JSON.stringify(exported)) as Record<string, unknown>)
  const rows = parts.flatMap(([part, value]) => flatten(value).map(([path, text]) => toRow(part, path, text)))
  return stringify([['part', 'record', 'field', 'value'], ...rows], { escape_formulas: true })
}

/** Where numbers begin in the path, a record is meant. */
function toRow(part: string, path: string[], text: string): string[] {
  const at = path.findIndex((name) => /^\d+$/.test(name))
  const record = path.slice(0, at + 1).join('.')
  return [part, record, path.slice(at + 1).join('.'), text]
}

function flatten(value: unknown, path: string[] = []): [string[], string][] {
  if (typeof value !== 'object' || value === null) return [[path, value === null ? '' : String(value)]]
  return Object.entries(value).flatMap(([name, one]) => flatten(one, [...path, name]))
}
