import { dayNumber, HALF_HOURS, parseDate } from './utc-day.ts'

/** Why a row was not stored, and how the report says it. */
export const reasons = {
  'wrong-columns': 'another number of columns than the header',
  'bad-household': 'no usable household id',
  'bad-stamp': 'no readable UTC time',
  'no-value': 'no reading (blank or Null)',
  'bad-value': 'the reading is not a number',
  'negative-value': 'the reading is negative',
  'absurd-value': 'more than 1,000 kWh in half an hour',
  'off-grid': 'not on the hour or half hour',
  conflict: 'another value than an earlier row for the same half hour; the earlier row counts',
  'too-late': 'its day was stored long ago; sort the file by household and time',
} as const
export type Reason = keyof typeof reasons

/** One reading of a file: half hours count from 1970-01-01T00:00Z and are named by their start. */
export interface LclReading {
  household: string
  halfHour: number
  wh: number
}

/** Which form a file has and where its columns are. */
export interface LclHeader {
  form: 'published' | 'tidy'
  width: number
  household: number
  stamp: number
  kwh: number
}

const forms = [
  { form: 'published', household: 'lclid', stamp: 'datetime', kwh: 'kwh/hh (per half hour)' },
  { form: 'tidy', household: 'household_id', stamp: 'reading_utc', kwh: 'kwh' },
] as const

/** Recognises a header by the names of its columns, in any order and case; undefined when it is neither form. */
export function readHeader(fields: readonly string[]): LclHeader | undefined {
  const names = fields.map((field) => clean(field).toLowerCase())
  for (const { form, ...columns } of forms) {
    const at = (name: string): number => names.indexOf(name)
    const header = { household: at(columns.household), stamp: at(columns.stamp), kwh: at(columns.kwh) }
    if (Object.values(header).every((index) => index >= 0)) return { form, width: fields.length, ...header }
  }
  return undefined
}

/** Reads one row, or says what is wrong with it. */
export function readRow(fields: readonly string[], header: LclHeader): LclReading | Reason {
  if (fields.length !== header.width) return 'wrong-columns'
  const household = clean(fields[header.household] ?? '')
  if (!/^[\w-]{1,32}$/.test(household)) return 'bad-household'
  const stamp = readStamp(clean(fields[header.stamp] ?? ''))
  if (stamp === 'bad-stamp') return stamp
  const wh = readWh(clean(fields[header.kwh] ?? ''))
  if (typeof wh === 'string') return wh
  return stamp === 'off-grid' ? stamp : { household, halfHour: stamp, wh }
}

/** Days whose settlement day we know on both sides */
const FIRST_DAY = parseDate('1972-01-02')
const LAST_DAY = parseDate('2199-12-29')

/** `2012-10-12 00:30:00.0000000` (published) or `2012-10-12T00:30:00Z` (tidy). Both are UTC. By position: it is the hot loop. */
function readStamp(text: string): number | 'bad-stamp' | 'off-grid' {
  const day = readDay(text)
  const [hour, minute, second] = [readTwo(text, 11), readTwo(text, 14), readTwo(text, 17)]
  if (Number.isNaN(day) || !(hour < 24 && minute < 60 && second < 60)) return 'bad-stamp'
  if (text[13] !== ':' || text[16] !== ':' || (text[10] !== 'T' && text[10] !== ' ')) return 'bad-stamp'
  const rest = text.slice(19)
  if (!PLAIN_ENDS.has(rest) && !/^(\.\d{1,9})?(Z|\+00:00)?$/.test(rest)) return 'bad-stamp'
  if (minute % 30 || second || /[1-9]/.test(rest)) return 'off-grid'
  return day * HALF_HOURS + hour * 2 + minute / 30
}

const PLAIN_ENDS = new Set(['', 'Z', '.0000000'])

/** The day number of the date at the start, or NaN. */
function readDay(text: string): number {
  const [year, month, date] = [readTwo(text, 0) * 100 + readTwo(text, 2), readTwo(text, 5), readTwo(text, 8)]
  const day = dayNumber(year, month, date)
  const exists = month >= 1 && month <= 12 && date >= 1 && day < dayNumber(year, month + 1, 1)
  return exists && text[4] === '-' && text[7] === '-' && day >= FIRST_DAY && day <= LAST_DAY
    ? day
    : Number.NaN
}

/** Two digits as a number, or NaN. */
function readTwo(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const units = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN
}

const MOST_KWH = 1000

/** kWh as decimal text -> whole Wh. Rounding takes float noise such as 2.6070001 away. */
function readWh(text: string): number | Reason {
  if (text === '' || text.toLowerCase() === 'null') return 'no-value'
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return 'bad-value'
  const kwh = Number(text)
  if (kwh < 0) return 'negative-value'
  if (kwh > MOST_KWH) return 'absurd-value'
  return Math.round(kwh * 1000) || 0
}

/** Without the space and quotes that some exports put around a field. */
function clean(field: string): string {
  const text = field.trim()
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text
}
