import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf } from './cost.ts'
import type { Tariff } from './tariff.ts'

const flat: Tariff = { unitRate: 245_000, standingCharge: 533_500, vat: 'included', bands: [] }
/** 7.5p from half past midnight until half past four; 30p at other times; no standing charge */
const night: Tariff = {
  unitRate: 300_000,
  standingCharge: 0,
  vat: 'included',
  bands: [{ from: 1, to: 9, rate: 75_000 }],
}

const day = (settlementDate: string, periods: number, wh = 500) => ({
  settlementDate,
  values: Array.from({ length: periods }, (): number | null => wh),
})

describe('what a day costs', () => {
  it('is units and standing charge: 24 kWh at 24.5p and 53.35p are £6.41', () => {
    // 24 x 24.5 = 588; 588 + 53.35 = 641.35
    expect(costOf(flat, [day('2026-11-24', 48)])).toEqual({
      lines: [{ band: undefined, rate: 245_000, wh: 24_000, pence: 588 }],
      days: 1,
      standingPence: 53,
      vatPence: 0,
      totalPence: 641,
      missing: 0,
    })
  })

  it('adds VAT of 5 in 100 where the prices do not include it', () => {
    // 641.35 x 1.05 = 673.4175; VAT alone 32.0675
    const cost = costOf({ ...flat, vat: 'added' }, [day('2026-11-24', 48)])
    expect(cost).toMatchObject({ totalPence: 673, vatPence: 32 })
  })

  it.each([
    // 1 kWh at 0.5p-steps: exactly a half goes up, a hair less goes down
    [1000, 245_000, 25],
    [1000, 244_999, 24],
    [1, 5_000_000 / 2, 0],
    [2, 2_000_000, 0],
    [3, 2_000_000, 1],
  ])('rounds once, a half up: %i Wh at %i units', (wh, unitRate, pence) => {
    const tariff = { ...flat, unitRate, standingCharge: 0 }
    expect(costOf(tariff, [{ settlementDate: '2026-11-24', values: [wh] }]).totalPence).toBe(pence)
  })

  it('does not drift: a tenth of a penny ten times is a penny, a year is the sum of its parts', () => {
    // 0.1 kWh at 1p = 0.1p
    const tariff = { ...flat, unitRate: 10_000, standingCharge: 0 }
    const days = Array.from({ length: 10 }, () => ({ settlementDate: '2026-11-24', values: [100] }))
    expect(costOf(tariff, days).totalPence).toBe(1)
    expect(costOf(tariff, days.slice(1)).totalPence).toBe(1)
    expect(costOf(tariff, days.slice(6)).totalPence).toBe(0)
  })

  it('counts what has no reading, and does not charge for it', () => {
    const holed = day('2026-11-24', 48)
    holed.values.fill(null, 0, 8)
    // 40 x 0.5 kWh x 24.5p + 53.35p = 543.35p
    expect(costOf(flat, [holed])).toMatchObject({ missing: 8, totalPence: 543 })
  })
})

describe('times of day with a price of their own', () => {
  const bandWh = (date: string, periods: number) => costOf(night, [day(date, periods)]).lines[0]?.wh

  it('are 8 half hours on an ordinary day: 4 kWh at 7.5p and 20 kWh at 30p are £6.30', () => {
    expect(costOf(night, [day('2026-11-24', 48)])).toMatchObject({
      lines: [
        { wh: 4000, pence: 30 },
        { wh: 20_000, pence: 600 },
      ],
      totalPence: 630,
    })
  })

  it('lose the hour that the clocks leave out: 6 half hours on 29 March 2026', () => {
    // 00:30, then 02:00 to 04:30
    expect(bandWh('2026-03-29', 46)).toBe(3000)
  })

  it('have the hour that comes twice, twice: 10 half hours on 25 October 2026', () => {
    // 00:30, 01:00 and 01:30 in summer time, the same again in winter time, 02:00 to 04:30
    expect(bandWh('2026-10-25', 50)).toBe(5000)
  })

  it('may go past midnight', () => {
    const late = { ...night, bands: [{ from: 46, to: 2, rate: 75_000 }] }
    // 23:00 to 01:00: 4 half hours
    expect(costOf(late, [day('2026-11-24', 48)]).lines[0]?.wh).toBe(2000)
  })

  it('follow the wall clock in summer too, when local midnight is 23:00 UTC', () => {
    const values = day('2026-07-01', 48, 0).values
    values[1] = 1000 // 00:30 local time
    values[9] = 1000 // 04:30, just outside
    expect(costOf(night, [{ settlementDate: '2026-07-01', values }]).lines.map(({ wh }) => wh)).toEqual([
      1000, 1000,
    ])
  })
})

it('Every Wh is charged exactly once, whatever the bands', () => {
  const cost = fc.property(
    fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 48, maxLength: 48 }),
    fc.integer({ min: 0, max: 47 }),
    fc.integer({ min: 0, max: 46 }),
    fc.integer({ min: 0, max: 2_000_000 }),
    (values, from, length, rate) => {
      const tariff = {
        ...night,
        bands: [{ from, to: (from + 1 + length) % 48, rate }].filter((b) => b.from !== b.to),
      }
      const { lines, totalPence } = costOf(tariff, [{ settlementDate: '2026-11-24', values }])
      expect(lines.reduce((sum, { wh }) => sum + wh, 0)).toBe(values.reduce((sum, wh) => sum + wh, 0))
      const exact = lines.reduce((sum, { wh, rate: at }) => sum + BigInt(wh) * BigInt(at), 0n)
      const off = BigInt(totalPence) * 10_000_000n - exact
      expect(off <= 5_000_000n && off > -5_000_000n).toBe(true)
    },
  )
  fc.assert(cost)
})
