import { DAY_MS, type RegisterRead } from '#lib/energy/index.ts'

/** A home can use this many times what it does on an ordinary day */
const BUSY = 3
/** kWh by which a reading may differ at least: rounding, and a day begun */
const LEAST = 3

/** Whether a meter that showed `last` can show `kWh` now: never less, and no more than a busy home would use meanwhile. */
export function isWithin(kWh: number, last: RegisterRead, atMs: number): boolean {
  const days = Math.max(0, atMs - last.atMs) / DAY_MS
  return kWh >= Math.floor(last.kWh) - 1 && kWh <= last.kWh + LEAST + BUSY * last.dailyKWh * days
}

/** Whether a meter can have shown `kWh` about when it showed `read`: within a busy day of it. */
export const isWithinThen = (kWh: number, read: RegisterRead): boolean =>
  Math.abs(kWh - read.kWh) <= LEAST + BUSY * read.dailyKWh
