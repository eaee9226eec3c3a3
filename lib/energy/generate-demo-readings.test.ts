import { describe, expect, it } from 'vitest'
import { demoProfiles, type GeneratedDay, generateReadings, type Profile } from './generate-demo-readings.ts'
import { isoDate } from './utc-day.ts'

const seeds = ['Asha', 'Bryn', 'Catriona', 'Dafydd', 'Efa', 'Femi', 'Grace', 'Hamza']

const year = (seed: string, profile: Profile): GeneratedDay[] =>
  generateReadings({ seed, fromDay: '2025-11-01', toDay: '2026-11-01', profile })

const sum = (values: Iterable<number>): number => [...values].reduce((total, wh) => total + wh, 0)
const kwh = (days: GeneratedDay[]): number => sum(days.map(({ values }) => sum(values))) / 1000

/** Mean Wh of UTC half hours [first, last) over the days that `choose` picks. */
function mean(days: GeneratedDay[], first: number, last: number, choose = (_: GeneratedDay) => true): number {
  const chosen = days.filter(choose)
  return sum(chosen.map(({ values }) => sum(values.subarray(first, last)))) / (chosen.length * (last - first))
}

const isIn =
  (...months: string[]) =>
  (day: GeneratedDay) =>
    months.includes(isoDate(day.dayNumber).slice(5, 7))

describe('demo readings', () => {
  it('are the same for seed and day, whatever the range asked for', () => {
    for (const profile of Object.values(demoProfiles)) {
      const all = year('Asha', profile)
      const some = generateReadings({ seed: 'Asha', fromDay: '2026-03-27', toDay: '2026-04-02', profile })
      const first = some[0]?.dayNumber
      const offset = all.findIndex(({ dayNumber }) => dayNumber === first)
      expect(some).toHaveLength(6)
      expect(all.slice(offset, offset + 6)).toEqual(some)
    }
  })

  it('never change: they are on screenshots and in examples', () => {
    const [day] = generateReadings({
      seed: 'Asha',
      fromDay: '2026-01-15',
      toDay: '2026-01-16',
      profile: demoProfiles.electricCar,
    })
    expect([...(day?.values ?? [])]).toMatchInlineSnapshot(`
      [
        101,
        85,
        111,
        113,
        106,
        95,
        116,
        108,
        91,
        89,
        140,
        1007,
        190,
        247,
        264,
        179,
        181,
        222,
        230,
        194,
        183,
        104,
        110,
        100,
        147,
        140,
        113,
        213,
        192,
        238,
        285,
        242,
        1132,
        348,
        336,
        322,
        409,
        440,
        456,
        430,
        287,
        267,
        242,
        344,
        297,
        268,
        145,
        119,
      ]
    `)
  })

  it('differ between seeds', () => {
    const [first, second] = ['Asha', 'Bryn'].map((seed) => year(seed, demoProfiles.family)[0]?.values)
    expect(first).not.toEqual(second)
  })

  it('cover each UTC day of the range once, with 48 values that are never negative', () => {
    const days = year('Bryn', demoProfiles.heatPump)
    expect(days.map(({ dayNumber }) => isoDate(dayNumber)).slice(0, 2)).toEqual(['2025-11-01', '2025-11-02'])
    expect(new Set(days.map(({ dayNumber }) => dayNumber)).size).toBe(365)
    expect(
      days.every(({ values }) => values.length === 48 && values.every((wh) => wh > 0 && wh < 12_000)),
    ).toBe(true)
    expect(
      generateReadings({
        seed: 'Bryn',
        fromDay: '2026-02-02',
        toDay: '2026-02-01',
        profile: demoProfiles.flat,
      }),
    ).toEqual([])
  })

  it.each(seeds)('of %s add up to what a British home uses', (seed) => {
    for (const profile of [demoProfiles.flat, demoProfiles.family]) {
      expect(kwh(year(seed, profile))).toBeGreaterThan(2500)
      expect(kwh(year(seed, profile))).toBeLessThan(4500)
    }
    const withCar = kwh(year(seed, demoProfiles.electricCar))
    const withoutCar = kwh(year(seed, { dailyWh: demoProfiles.electricCar.dailyWh }))
    expect(withCar - withoutCar).toBeGreaterThan(1500)
    expect(withCar).toBeLessThan(7500)
    expect(kwh(year(seed, demoProfiles.heatPump))).toBeLessThan(8500)
  })

  it('peak in the evening on the clock of London, in winter and in summer', () => {
    const days = year('Catriona', demoProfiles.family)
    const [winter, summer] = [isIn('01'), isIn('07')]
    expect(mean(days, 37, 41, winter)).toBeGreaterThan(2 * mean(days, 4, 10, winter))
    expect(mean(days, 35, 39, summer)).toBeGreaterThan(2 * mean(days, 2, 8, summer))
    expect(mean(days, 0, 48, isIn('12', '01'))).toBeGreaterThan(1.2 * mean(days, 0, 48, isIn('06', '07')))
  })

  it('of a car charge after midnight, of a heat pump follow the season', () => {
    const car = year('Dafydd', demoProfiles.electricCar)
    expect(mean(car, 1, 5, isIn('01'))).toBeGreaterThan(3 * mean(car, 12, 16, isIn('01')))
    const pump = year('Dafydd', demoProfiles.heatPump)
    expect(mean(pump, 0, 48, isIn('01'))).toBeGreaterThan(2.5 * mean(pump, 0, 48, isIn('07')))
  })
})
