import { assert } from '#lib/core/index.ts'
import { NARROW, NO_READING, unpackInto, WIDE } from './reading-day.ts'
import { type SettlementDay, settlementDays } from './settlement-day.ts'
import { HALF_HOUR_MS, HALF_HOURS } from './utc-day.ts'

/** Stored days of one supply point and the window to show of them; one SQL row gives both. */
export interface StoredReadings extends ReadingWindow {
  /** Days since 1970-01-01, ascending, each once */
  dayNumbers: ArrayLike<number>
  /** The packed days, one after the other */
  wh: Uint8Array
  /** Bytes of each packed day; may be left out when all are alike */
  widths?: ArrayLike<number> | null | undefined
}

/** [fromMs, toMs): only half hours that lie wholly inside count. */
export interface ReadingWindow {
  fromMs: number
  toMs: number
}

/** The part of a settlement day inside the window: values [first, last) of the unpacked window. */
export interface DaySlice {
  day: SettlementDay
  startMs: number
  first: number
  last: number
  /** How many of the values are readings */
  readings: number
}

/** A window's half hours in a row, and where each settlement day with at least one reading lies among them. */
export interface UnpackedWindow {
  /** Wh; negative means no reading */
  values: Int32Array
  slices: DaySlice[]
}

const nothing: UnpackedWindow = { values: new Int32Array(0), slices: [] }

/** Unpacks the half hours of a window and cuts them into settlement days. Costs as much as is stored, however wide the window. */
export function unpackWindow(stored: StoredReadings): UnpackedWindow {
  const { dayNumbers } = stored
  if (dayNumbers.length === 0) return nothing
  // A settlement day that touches a stored UTC day reaches at most a day beyond it.
  const from = Math.max((at(dayNumbers, 0) - 1) * HALF_HOURS, firstHalfHour(stored))
  const to = Math.min((at(dayNumbers, dayNumbers.length - 1) + 2) * HALF_HOURS, endHalfHour(stored))
  if (from >= to) return nothing
  const values = unpackRows(stored, from, to)
  return { values, slices: cut(values, from, to) }
}

/** The first half hour, counted from 1970, that lies wholly inside the window. */
const firstHalfHour = (window: ReadingWindow): number => Math.ceil(window.fromMs / HALF_HOUR_MS)

/** The half hour after the last that lies wholly inside the window. */
const endHalfHour = (window: ReadingWindow): number => Math.floor(window.toMs / HALF_HOUR_MS)

/** The values of half hours [from, to). */
function unpackRows({ dayNumbers, wh, widths }: StoredReadings, from: number, to: number): Int32Array {
  const values = new Int32Array(to - from).fill(NO_READING)
  const common = widths ? 0 : commonWidth(wh, dayNumbers.length)
  let offset = 0
  for (let i = 0; i < dayNumbers.length; i++) {
    const width = widths ? at(widths, i) : common
    const start = at(dayNumbers, i) * HALF_HOURS
    const first = Math.max(0, from - start)
    const last = Math.min(HALF_HOURS, to - start)
    if (first < last) unpackInto(values, start + first - from, wh, offset, width, first, last)
    offset += width
  }
  assert(offset === wh.length, 'the widths of the packed days add up to their bytes')
  return values
}

/** The one width of all rows. */
function commonWidth(wh: Uint8Array, rows: number): number {
  const width = wh.length / rows
  assert(width === NARROW || width === WIDE, 'packed days of both widths come with their widths')
  return width
}

/** The settlement days with readings, among values that start at half hour `from`. */
function cut(values: Int32Array, from: number, to: number): DaySlice[] {
  const slices: DaySlice[] = []
  for (const day of settlementDays(from * HALF_HOUR_MS, to * HALF_HOUR_MS)) {
    const start = day.startMs / HALF_HOUR_MS
    const first = Math.max(start, from) - from
    const last = Math.min(start + day.periods, to) - from
    const readings = countReadings(values, first, last)
    if (readings > 0) slices.push({ day, startMs: (from + first) * HALF_HOUR_MS, first, last, readings })
  }
  return slices
}

function countReadings(values: Int32Array, first: number, last: number): number {
  let readings = 0
  for (let i = first; i < last; i++) if ((values[i] as number) >= 0) readings++
  return readings
}

const at = (list: ArrayLike<number>, i: number): number => list[i] as number
