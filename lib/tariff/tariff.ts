/** What is paid in a home, and another price list to compare it with. */
export const tariffSlots = ['mine', 'other'] as const
export type TariffSlot = (typeof tariffSlots)[number]

/** Prices are whole ten-thousandths of a penny: four decimals, as bills print them, and nothing drifts. */
export const PRICE_UNITS = 10_000

/** VAT on electricity for homes: 5 in 100. */
export const VAT_PERCENT = 5

export interface Tariff {
  /** For each kWh at all times that no band covers */
  unitRate: number
  /** For each day */
  standingCharge: number
  /** Whether the prices include VAT, or it is added */
  vat: 'included' | 'added'
  bands: readonly Band[]
}

/** A time of day with a price of its own, on the clock on the wall. Half hours 0 to 47; `to` is not in it. */
export interface Band {
  from: number
  /** Less than `from`: past midnight. Never the same */
  to: number
  rate: number
}

/** Which band covers each of the 48 half hours, or -1. Undefined when two bands want the same one. */
export function bandOfSlots(bands: readonly Band[]): number[] | undefined {
  const slots = Array.from({ length: 48 }, () => -1)
  for (const [index, { from, to }] of bands.entries()) {
    for (let slot = from; slot !== to; slot = (slot + 1) % 48) {
      if (slots[slot] !== -1) return undefined
      slots[slot] = index
    }
  }
  return slots
}
