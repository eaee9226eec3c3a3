import { assert } from '#lib/core/index.ts'
import { HALF_HOURS } from './utc-day.ts'

/** "No reading" among unpacked values, which are Wh per half hour in an Int32Array. */
export const NO_READING = -2_147_483_648

const NO_READING_16 = -32_768
const MOST_16 = 32_767

/** Bytes of a packed day: int16 or, where a half hour passes 32,767 Wh, int32. */
export const NARROW = HALF_HOURS * 2
export const WIDE = HALF_HOURS * 4

/** A day without any reading yet. */
export const emptyDay = (): Int32Array<ArrayBuffer> => new Int32Array(HALF_HOURS).fill(NO_READING)

/** Packs the 48 half hours of one UTC day, in Wh, little-endian: the layout of `reading_day.wh`. */
export function packDay(values: Int32Array): Buffer {
  assert(values.length === HALF_HOURS, 'a UTC day has 48 half hours')
  assert(
    values.every((wh) => wh >= 0 || wh === NO_READING),
    'a reading is never negative',
  )
  return values.some((wh) => wh > MOST_16) ? packWide(values) : packNarrow(values)
}

function packNarrow(values: Int32Array): Buffer {
  const bytes = Buffer.allocUnsafe(NARROW)
  for (const [i, wh] of values.entries()) bytes.writeInt16LE(wh === NO_READING ? NO_READING_16 : wh, i * 2)
  return bytes
}

function packWide(values: Int32Array): Buffer {
  const bytes = Buffer.allocUnsafe(WIDE)
  for (const [i, wh] of values.entries()) bytes.writeInt32LE(wh, i * 4)
  return bytes
}

/** The inverse of `packDay`. */
export function unpackDay(wh: Uint8Array): Int32Array<ArrayBuffer> {
  assert(wh.length === NARROW || wh.length === WIDE, 'a packed day has 96 or 192 bytes')
  const values = new Int32Array(HALF_HOURS)
  unpackInto(values, 0, wh, 0, wh.length, 0, HALF_HOURS)
  return values.map((value) => (value < 0 ? NO_READING : value))
}

/**
 * Copies half hours [first, last) of the packed day at `wh[offset...offset + width)` to `values[at...]`; "no reading"
 * becomes some negative number. The loops of the hot path: `wh` may lie at an odd address, so no typed array over it.
 */
export function unpackInto(
  values: Int32Array,
  at: number,
  wh: Uint8Array,
  offset: number,
  width: number,
  first: number,
  last: number,
): void {
  if (width === NARROW) {
    for (let i = first, b = offset + first * 2; i < last; i++, b += 2) {
      values[at++] = (((wh[b] as number) | ((wh[b + 1] as number) << 8)) << 16) >> 16
    }
    return
  }
  for (let i = first, b = offset + first * 4; i < last; i++, b += 4) {
    values[at++] =
      (wh[b] as number) |
      ((wh[b + 1] as number) << 8) |
      ((wh[b + 2] as number) << 16) |
      ((wh[b + 3] as number) << 24)
  }
}
