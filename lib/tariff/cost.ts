import { clockSlots } from '#lib/energy/index.ts'
import { type Band, bandOfSlots, type Tariff, VAT_PERCENT } from './tariff.ts'

/** Half hours of one settlement day, in Wh; null where none is held. */
export interface CostDay {
  settlementDate: string
  values: readonly (number | null)[]
}

/** What one price came to. */
export interface CostLine {
  /** Undefined: at all other times */
  band: Band | undefined
  rate: number
  wh: number
  pence: number
}

/** What some days cost. Every amount is exact until it is rounded, by itself, to the nearest penny: a half goes up. */
export interface Cost {
  lines: CostLine[]
  days: number
  standingPence: number
  /** VAT that is added; 0 where the prices include it */
  vatPence: number
  totalPence: number
  /** Half hours without a reading: what they cost is not in the total */
  missing: number
}

/**
 * What days cost under a tariff, as if it had applied to all of them. Bands follow the clock on the wall: when the
 * clocks go back, an hour comes twice and is paid twice. Whole numbers only: Wh times ten-thousandths of a penny per
 * kWh is ten-millionths of a penny.
 */
export function costOf({ unitRate, standingCharge, vat, bands }: Tariff, days: readonly CostDay[]): Cost {
  const { used, missing } = usedInBands(bands, days)
  const lines = [...bands, undefined].map((band, i) => ({
    band,
    rate: band?.rate ?? unitRate,
    wh: used[i] ?? 0,
    exact: BigInt(used[i] ?? 0) * BigInt(band?.rate ?? unitRate),
  }))
  const standing = BigInt(days.length) * BigInt(standingCharge) * 1000n
  const net = lines.reduce((total, { exact }) => total + exact, standing)
  const added = vat === 'added' ? BigInt(VAT_PERCENT) : 0n
  return {
    lines: lines.map(({ exact, ...line }) => ({ ...line, pence: roundHalfUp(exact, PENNY) })),
    days: days.length,
    standingPence: roundHalfUp(standing, PENNY),
    vatPence: roundHalfUp(net * added, PENNY * 100n),
    totalPence: roundHalfUp(net * (100n + added), PENNY * 100n),
    missing,
  }
}

/** A penny in ten-millionths. */
const PENNY = 10_000_000n

const roundHalfUp = (exact: bigint, unit: bigint): number => Number((exact + unit / 2n) / unit)

/** Wh used in each band, in their order, and last at all other times. */
function usedInBands(bands: readonly Band[], days: readonly CostDay[]) {
  const bandAt = bandOfSlots(bands) ?? []
  const used = Array.from({ length: bands.length + 1 }, () => 0)
  let missing = 0
  for (const { settlementDate, values } of days) {
    const slots = clockSlots(settlementDate)
    for (const [period, wh] of values.entries()) {
      const band = bandAt[slots[period] ?? -1] ?? -1
      const at = band < 0 ? bands.length : band
      if (wh === null) missing++
      else used[at] = (used[at] ?? 0) + wh
    }
  }
  return { used, missing }
}
