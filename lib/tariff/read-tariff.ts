import { z } from 'zod'
import { type PriceFault, readPrice, writePrice } from './price.ts'
import { type Band, bandOfSlots, type Tariff } from './tariff.ts'

/** No price and no time is longer; what is cut is refused for what is left of it. */
const typed = z
  .string()
  .default('')
  .transform((text) => text.slice(0, 12))
const bandNumbers = [1, 2, 3] as const

/** The fields of the form, as they are typed: prices, VAT, and times of day with a price of their own. */
export const tariffForm = z.object({
  unitRate: typed,
  standingCharge: typed,
  vat: typed,
  from1: typed,
  to1: typed,
  rate1: typed,
  from2: typed,
  to2: typed,
  rate2: typed,
  from3: typed,
  to3: typed,
  rate3: typed,
})
export type TypedTariff = z.infer<typeof tariffForm>
type TariffField = keyof TypedTariff

/** What is wrong with a field, as a sentence. */
export type TariffFaults = Partial<Record<TariffField, string>>

/** Reads a form as a tariff, or says what is wrong with each field. */
export function readTariff(fields: TypedTariff): { tariff: Tariff } | { faults: TariffFaults } {
  const faults: TariffFaults = {}
  const price = (field: TariffField, what: string): number => {
    const read = readPrice(fields[field])
    if (typeof read === 'number') return read
    faults[field] = sentences[read](what)
    return 0
  }
  const unitRate = price('unitRate', 'the price of a unit')
  const standingCharge = price('standingCharge', 'the standing charge')
  const { vat } = fields
  if (vat !== 'included' && vat !== 'added') faults.vat = 'Choose whether the prices include VAT'
  const bands = bandNumbers.flatMap((n) => readBand(n, fields, price, faults))
  if (Object.keys(faults).length === 0 && !bandOfSlots(bands)) {
    faults.from1 = 'Two of the times overlap. Each half hour can have one price only'
  }
  if (Object.keys(faults).length > 0) return { faults }
  return { tariff: { unitRate, standingCharge, vat: vat === 'added' ? 'added' : 'included', bands } }
}

/** A band, or nothing where all its fields are empty. */
function readBand(
  n: (typeof bandNumbers)[number],
  fields: TypedTariff,
  price: (field: TariffField, what: string) => number,
  faults: TariffFaults,
): Band[] {
  const {
    [`from${n}` as const]: fromText,
    [`to${n}` as const]: toText,
    [`rate${n}` as const]: rateText,
  } = fields
  if (!fromText && !toText && !rateText.trim()) return []
  const [from, to] = [readTime(fromText), readTime(toText)]
  if (from === undefined) faults[`from${n}`] = `Enter when time ${n} starts, on the hour or at half past`
  if (to === undefined) faults[`to${n}`] = `Enter when time ${n} ends, on the hour or at half past`
  if (from !== undefined && from === to)
    faults[`to${n}`] = `Time ${n} must end at another time than it starts`
  const rate = price(`rate${n}`, `the price in time ${n}`)
  return from === undefined || to === undefined ? [] : [{ from, to, rate }]
}

/** `00:30` -> 1: half hours of the wall clock. */
function readTime(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):(00|30)$/.exec(text.trim())
  return match ? Number(match[1]) * 2 + (match[2] === '30' ? 1 : 0) : undefined
}

const writeTime = (slot: number): string =>
  `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 ? '30' : '00'}`

const sentences: Record<PriceFault, (what: string) => string> = {
  'no-price': (what) => `Enter ${what}, in pence`,
  'not-a-price': (what) => `Enter ${what} in pence with digits, for example 24.5`,
  'in-pounds': (what) => `Enter ${what} in pence, not in pounds: for example 24.5, not 0.245`,
  'too-much': (what) => `Enter ${what} in pence: it can be 200 at most`,
}

/** A tariff as the form shows it: the inverse of `readTariff`. */
export function writeTariff({ unitRate, standingCharge, vat, bands }: Tariff): TypedTariff {
  const times = bands.flatMap(({ from, to, rate }, i) => [
    [`from${i + 1}`, writeTime(from)],
    [`to${i + 1}`, writeTime(to)],
    [`rate${i + 1}`, writePrice(rate)],
  ])
  const prices = { unitRate: writePrice(unitRate), standingCharge: writePrice(standingCharge), vat }
  return tariffForm.parse({ ...prices, ...Object.fromEntries(times) })
}
