import {
  type DaySlice,
  type ReadingWindow,
  type StoredReadings,
  type UnpackedWindow,
  unpackWindow,
} from './reading-window.ts'
import { monthAfter, settlementMonthStart, TIME_ZONE } from './settlement-day.ts'
import { HALF_HOUR_MS, isoInstant } from './utc-day.ts'

/** ISO 8601 durations: half hours, settlement days, settlement months. */
export const granularities = ['PT30M', 'P1D', 'P1M'] as const
export type Granularity = (typeof granularities)[number]

export interface HalfHourlyDay {
  settlementDate: string
  /** Of the first value: later than local midnight where the window starts later */
  start: string
  /** Wh per half hour; null means no reading */
  values: (number | null)[]
}

export interface DailyTotal {
  settlementDate: string
  start: string
  /** Wh, the sum of the readings there are */
  value: number
  /** Half hours with a reading */
  readings: number
  /** Half hours of the day; more than `readings` means gaps */
  periods: number
}

export interface MonthlyTotal {
  /** `2013-03` */
  month: string
  start: string
  value: number
  readings: number
  periods: number
}

interface Head<G extends Granularity> {
  supplyPointId: string
  direction: 'import'
  unit: 'Wh'
  granularity: G
  timeZone: string
  from: string
  to: string
}

/** The three answers of `GET /energy/v1/supply-points/{id}/readings`. */
export type ReadingSeries =
  | (Head<'PT30M'> & { days: HalfHourlyDay[] })
  | (Head<'P1D'> & { days: DailyTotal[] })
  | (Head<'P1M'> & { months: MonthlyTotal[] })

/**
 * Builds an answer from stored days. Days and months without any reading are left out. Totals are of days and months
 * that lie wholly in the window: else two windows half an hour apart would give that half hour away.
 */
export function readSeries(
  supplyPointId: string,
  stored: StoredReadings,
  granularity: Granularity,
): ReadingSeries {
  const unpacked = unpackWindow(stored)
  switch (granularity) {
    case 'PT30M':
      return {
        ...headOf(supplyPointId, granularity, stored),
        days: unpacked.slices.map((slice) => halfHourly(unpacked.values, slice)),
      }
    case 'P1D':
      return {
        ...headOf(supplyPointId, granularity, stored),
        days: unpacked.slices.filter(isWhole).map((slice) => daily(unpacked.values, slice)),
      }
    case 'P1M':
      return { ...headOf(supplyPointId, granularity, stored), months: monthly(unpacked, stored) }
  }
}

/** How many readings an answer holds: non-null values, each total counting as one. For the disclosure record. */
export function countValues(series: ReadingSeries): number {
  if (series.granularity === 'P1M') return series.months.length
  if (series.granularity === 'P1D') return series.days.length
  return series.days.reduce((sum, { values }) => sum + values.filter((value) => value !== null).length, 0)
}

/** The members before the readings, in the order of the wire. */
export function headOf<G extends Granularity>(
  supplyPointId: string,
  granularity: G,
  window: ReadingWindow,
): Head<G> {
  const [from, to] = [isoInstant(window.fromMs), isoInstant(window.toMs)]
  return { supplyPointId, direction: 'import', unit: 'Wh', granularity, timeZone: TIME_ZONE, from, to }
}

function halfHourly(values: Int32Array, slice: DaySlice): HalfHourlyDay {
  const wh = Array.from(values.subarray(slice.first, slice.last), (value) => (value < 0 ? null : value))
  return { settlementDate: slice.day.date, start: startOf(slice), values: wh }
}

const isWhole = ({ day, first, last }: DaySlice): boolean => last - first === day.periods

function daily(values: Int32Array, slice: DaySlice): DailyTotal {
  const { date, start, periods } = slice.day
  return { settlementDate: date, start, value: sum(values, slice), readings: slice.readings, periods }
}

function monthly({ values, slices }: UnpackedWindow, { fromMs, toMs }: ReadingWindow): MonthlyTotal[] {
  const months = Map.groupBy(slices, ({ day }) => day.date.slice(0, 7))
  return [...months].flatMap(([month, parts]) => {
    const [startMs, endMs] = [settlementMonthStart(month), settlementMonthStart(monthAfter(month))]
    if (startMs < fromMs || endMs > toMs) return []
    const value = parts.reduce((total, slice) => total + sum(values, slice), 0)
    const readings = parts.reduce((total, slice) => total + slice.readings, 0)
    return [{ month, start: isoInstant(startMs), value, readings, periods: (endMs - startMs) / HALF_HOUR_MS }]
  })
}

function sum(values: Int32Array, { first, last }: DaySlice): number {
  let total = 0
  for (let i = first; i < last; i++) {
    total += Math.max(values[i] as number, 0)
  }
  return total
}

export const startOf = (slice: DaySlice): string =>
  slice.startMs === slice.day.startMs ? slice.day.start : isoInstant(slice.startMs)
