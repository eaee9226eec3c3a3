import { PRICE_UNITS } from './tariff.ts'

const MOST_PENCE = 200

/** Why a typed price is none. */
export type PriceFault = 'no-price' | 'not-a-price' | 'in-pounds' | 'too-much'

/** `24.5` or `24.5p`, in pence, as ten-thousandths of a penny. Digits only: no number with a fraction is ever made. */
export function readPrice(text: string): number | PriceFault {
  const typed = text.trim().replace(/\s*p$/i, '')
  if (typed === '') return 'no-price'
  const match = /^(\d{1,6})(?:\.(\d{1,4}))?$/.exec(typed)
  if (!match) return typed.startsWith('£') ? 'in-pounds' : 'not-a-price'
  const price = Number(match[1]) * PRICE_UNITS + Number((match[2] ?? '').padEnd(4, '0'))
  if (price > MOST_PENCE * PRICE_UNITS) return 'too-much'
  // Nothing costs less than a penny but what is free: this was typed in pounds.
  return price > 0 && price < PRICE_UNITS ? 'in-pounds' : price
}

/** The inverse of `readPrice`, with two decimals or as many as it takes: `24.50`, `24.8625`. */
export function writePrice(price: number): string {
  const decimals = String(price % PRICE_UNITS).padStart(4, '0')
  return `${Math.floor(price / PRICE_UNITS)}.${decimals.replace(/0{1,2}$/, '')}`
}
