import { countValues, type Granularity, headOf, readSeries, startOf } from './read-series.ts'
import { type DaySlice, type StoredReadings, unpackWindow } from './reading-window.ts'
import type { SettlementDay } from './settlement-day.ts'

export interface EncodedSeries {
  /** UTF-8 JSON, byte for byte what JSON.stringify makes of `readSeries` */
  body: Buffer
  /** Values in it that aren't null: what a disclosure record counts */
  readings: number
}

/** Writes an answer of `readSeries` as JSON. Half hours take the fast way; totals are few. */
export function encodeSeries(
  supplyPointId: string,
  stored: StoredReadings,
  granularity: Granularity,
): EncodedSeries {
  if (granularity === 'PT30M') return encodeHalfHours(supplyPointId, stored)
  const series = readSeries(supplyPointId, stored, granularity)
  return { body: Buffer.from(JSON.stringify(series)), readings: countValues(series) }
}

/** "10 digits and a comma" for a value, and the words around the values of a day. */
const MOST_PER_VALUE = 11
const MOST_PER_DAY = 100

function encodeHalfHours(supplyPointId: string, stored: StoredReadings): EncodedSeries {
  const { values, slices } = unpackWindow(stored)
  const opening = JSON.stringify(headOf(supplyPointId, 'PT30M', stored)).slice(0, -1)
  const count = slices.reduce((sum, { first, last }) => sum + last - first, 0)
  const bytes = Buffer.allocUnsafe(
    Buffer.byteLength(opening) + 16 + slices.length * MOST_PER_DAY + count * MOST_PER_VALUE,
  )
  let at = bytes.write(`${opening},"days":[`)
  for (const slice of slices) {
    const words = openingOf(slice)
    bytes.set(words, at)
    at = writeValues(bytes, at + words.length, values, slice)
    at += bytes.write(']},', at)
  }
  if (slices.length > 0) at-- // the comma after the last day
  at += bytes.write(']}', at)
  return { body: bytes.subarray(0, at), readings: slices.reduce((sum, { readings }) => sum + readings, 0) }
}

/** What goes before the values of a whole day, written once while the day is known. */
const openings = new WeakMap<SettlementDay, Buffer>()

function openingOf(slice: DaySlice): Buffer {
  const whole = slice.startMs === slice.day.startMs
  const known = whole && openings.get(slice.day)
  if (known) return known
  const words = Buffer.from(`{"settlementDate":"${slice.day.date}","start":"${startOf(slice)}","values":[`)
  if (whole) openings.set(slice.day, words)
  return words
}

const COMMA = 44

/** The decimal digits of 0 to 9,999, four bytes each, and how many of the four count. */
const DIGITS = new Uint8Array(40_000)
const LENGTHS = new Uint8Array(10_000)
for (let i = 0; i < LENGTHS.length; i++) LENGTHS[i] = Buffer.from(DIGITS.buffer, i * 4, 4).write(String(i))

/** Writes a day's values with commas between them; returns where it stopped. */
function writeValues(bytes: Buffer, at: number, values: Int32Array, { first, last }: DaySlice): number {
  for (let i = first; i < last; i++) {
    const value = values[i] as number
    if (value >= 0 && value < 10_000) {
      const digits = value * 4
      bytes[at] = DIGITS[digits] as number
      bytes[at + 1] = DIGITS[digits + 1] as number
      bytes[at + 2] = DIGITS[digits + 2] as number
      bytes[at + 3] = DIGITS[digits + 3] as number
      at += LENGTHS[value] as number
    } else {
      at += bytes.write(value < 0 ? 'null' : String(value), at)
    }
    bytes[at++] = COMMA
  }
  return at - 1
}
