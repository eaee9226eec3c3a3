import { stringify } from 'csv-stringify/sync'
import type { UsageDay } from '../usage/usage-day.ts'
import { isoInstant } from '../utc-day.ts'
import { type HalfHour, halfHoursOf } from './half-hours.ts'

const columns = ['settlement_date', 'period', 'start_utc', 'start_local', 'kwh', 'status']

/** A line for each half hour, kept from being read as a formula by spreadsheets. */
export async function* writeCsv(days: AsyncIterable<UsageDay>): AsyncGenerator<string> {
  yield stringify([columns], { escape_formulas: true })
  for await (const day of days) {
    yield stringify(
      halfHoursOf(day).map((half) => toLine(day, half)),
      { escape_formulas: true },
    )
  }
}

const toLine = ({ settlementDate }: UsageDay, { period, startMs, startLocal, wh }: HalfHour) => [
  settlementDate,
  period,
  isoInstant(startMs),
  startLocal,
  wh === null ? '' : toKwh(wh),
  wh === null ? 'missing' : 'measured',
]

/** Wh as kWh, digit by digit: `0.007`. */
const toKwh = (wh: number): string => `${Math.floor(wh / 1000)}.${String(wh % 1000).padStart(3, '0')}`
