import type { LclReading } from './lcl-row.ts'
import { emptyDay, NO_READING } from './reading-day.ts'
import { HALF_HOURS } from './utc-day.ts'

/** A day of one household while a file fills it. */
export interface OpenDay {
  household: string
  dayNumber: number
  values: Int32Array
  /** The line from which each value came */
  lines: Uint32Array
}

/** What became of a value: stored, the same again, another one than `line` gave, or of a day already taken away. */
export type PutOutcome = 'put' | 'duplicate' | 'too-late' | { conflict: number }

/**
 * Collects half hours into days, first value wins. Memory stays bounded: the days being filled, which the caller takes
 * away oldest first, and for each household a bit for every day taken.
 */
export interface DayBuffer {
  put(reading: LclReading, line: number): PutOutcome
  readonly size: number
  /** Removes the days begun first, at most `count` */
  take(count: number): OpenDay[]
}

export function createDayBuffer(): DayBuffer {
  const open = new Map<string, OpenDay>()
  const taken = createDaySet()
  /** Most rows are of the same day as the row before */
  let latest: OpenDay | undefined

  /** The open day, opened now where it is new; undefined when it was taken. */
  function find(household: string, dayNumber: number): OpenDay | undefined {
    const name = `${household}/${dayNumber}`
    const known = open.get(name)
    if (known || taken.has(household, dayNumber)) return known
    const day = { household, dayNumber, values: emptyDay(), lines: new Uint32Array(HALF_HOURS) }
    open.set(name, day)
    return day
  }

  return {
    get size() {
      return open.size
    },
    put({ household, halfHour, wh }, line) {
      const dayNumber = Math.floor(halfHour / HALF_HOURS)
      if (latest?.dayNumber !== dayNumber || latest.household !== household)
        latest = find(household, dayNumber)
      return latest ? fill(latest, halfHour - dayNumber * HALF_HOURS, wh, line) : 'too-late'
    },
    take(count) {
      const oldest = [...open.entries().take(count)]
      latest = undefined
      for (const [name, { household, dayNumber }] of oldest) {
        open.delete(name)
        taken.add(household, dayNumber)
      }
      return oldest.map(([, day]) => day)
    },
  }
}

function fill(day: OpenDay, i: number, wh: number, line: number): PutOutcome {
  if (day.values[i] === NO_READING) {
    day.values[i] = wh
    day.lines[i] = line
    return 'put'
  }
  return day.values[i] === wh ? 'duplicate' : { conflict: day.lines[i] ?? 0 }
}

/** Days 0 to 98,303 (year 2239), one bit each: 12 KB a household. */
const BYTES = 12_288

function createDaySet() {
  const sets = new Map<string, Uint8Array>()
  return {
    has: (household: string, day: number): boolean =>
      (((sets.get(household)?.[day >> 3] ?? 0) >> (day & 7)) & 1) === 1,
    add(household: string, day: number): void {
      const bits = sets.get(household) ?? new Uint8Array(BYTES)
      bits[day >> 3] = (bits[day >> 3] ?? 0) | (1 << (day & 7))
      sets.set(household, bits)
    },
  }
}
