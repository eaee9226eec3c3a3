import { AppError, assert } from '#lib/core/index.ts'
import { inTransaction } from '#lib/db/index.ts'
import { NO_READING, packDay, unpackDay } from './reading-day.ts'
import { type DayKey, storeReadingDays } from './store.ts'
import { HALF_HOURS } from './utc-day.ts'

/** Readings of one supply point on one UTC day. */
export interface ReadingRow {
  supplyPointKey: number
  /** Days since 1970-01-01 */
  dayNumber: number
  /** 48 half hours in Wh; NO_READING leaves what is stored as it is */
  values: Int32Array
}

/** What became of the half hours that were given. */
export interface WriteCounts {
  /** Not stored before */
  added: number
  /** Stored with the same value */
  unchanged: number
  /** Stored with another value, which was replaced */
  corrected: number
}

/**
 * Stores day rows, all or none, laying what is given over what is stored; within one call a later row lies over an
 * earlier one. Runs in a transaction of its own, so the supply points must be committed.
 */
export async function writeReadings(rows: Iterable<ReadingRow>): Promise<WriteCounts> {
  assert(!inTransaction(), 'readings are written in a transaction of their own')
  const given = merge(rows)
  const counts: WriteCounts = { added: 0, unchanged: 0, corrected: 0 }
  if (given.size === 0) return counts
  await storeReadingDays([...given.values()], (row, stored) => overlay(row, stored, counts))
  return counts
}

/** One row for each supply point and day. */
function merge(rows: Iterable<ReadingRow>): Map<string, ReadingRow> {
  const merged = new Map<string, ReadingRow>()
  for (const row of rows) {
    check(row)
    const known = merged.get(keyOf(row))
    const values = known
      ? row.values.map((wh, i) => (wh === NO_READING ? (known.values[i] ?? wh) : wh))
      : row.values
    merged.set(keyOf(row), { ...row, values })
  }
  return merged
}

const keyOf = ({ supplyPointKey, dayNumber }: DayKey): string => `${supplyPointKey}/${dayNumber}`

function check({ values }: ReadingRow): void {
  if (values.length !== HALF_HOURS || values.some((wh) => wh < 0 && wh !== NO_READING)) {
    throw new AppError('invalid', 'readings-not-valid', 'A day has 48 half hours, none of them negative.')
  }
}

/** The packed day to store, or undefined when it says nothing new. */
function overlay(row: ReadingRow, stored: Buffer | undefined, counts: WriteCounts): Buffer | undefined {
  const values = stored ? unpackDay(stored) : new Int32Array(HALF_HOURS).fill(NO_READING)
  const before = counts.added + counts.corrected
  for (const [i, wh] of row.values.entries()) {
    if (wh === NO_READING) continue
    if (values[i] === NO_READING) counts.added++
    else if (values[i] === wh) counts.unchanged++
    else counts.corrected++
    values[i] = wh
  }
  return counts.added + counts.corrected > before ? packDay(values) : undefined
}
