import { expect, it } from 'vitest'
import { clockTime, describeHours, describeYear } from './describe-year.ts'
import { levelsOf, pathOf, runsOf, shades } from './heat-levels.ts'

const month = (name: string, value: number | null, readings = 1440) => ({
  month: name,
  value,
  readings: value === null ? 0 : readings,
  periods: 1440,
})

/** A day of 100 Wh with 900 Wh between 5pm and 7pm; undefined: without readings. */
const day = (settlementDate: string, isHeld = true) => ({
  settlementDate,
  start: `${settlementDate}T00:00:00Z`,
  cells: Array.from({ length: 48 }, (_, slot) => (isHeld ? (slot >= 34 && slot < 38 ? 900 : 100) : null)),
})

const total = (settlementDate: string, value: number | null) => ({
  settlementDate,
  value,
  readings: value === null ? 0 : 48,
  periods: 48,
})

it('A year names its highest month, its total and what is not complete', () => {
  const months = [month('2013-01', 412_000), month('2013-02', 300_000), month('2013-03', 1000, 3)]
  expect(describeYear(months)).toEqual({
    headline: 'Highest in January, with 412 kWh',
    detail: '713 kWh used in 3 months. 1 month is not complete.',
  })
  expect(describeYear([month('2013-01', null)]).headline).toBe('No readings for this year')
})

it('All half hours of a year say when they are usually highest, by the clock on the wall', () => {
  const days = [day('2013-03-14'), day('2013-07-14'), day('2013-07-15', false)]
  const totals = [total('2013-03-14', 8000), total('2013-07-14', 9000), total('2013-07-15', null)]
  expect(describeHours(days, totals)).toEqual({
    headline: 'Usually highest between 5pm and 7pm',
    detail: 'Sunday 14 July was the highest day, with 9.00 kWh. 1 day has no reading.',
  })
  expect([0, 1, 24, 47, 48].map(clockTime)).toEqual(['midnight', '12:30am', 'midday', '11:30pm', 'midnight'])
})

it('Shades cover every half hour once, and no reading is not the faintest shade', () => {
  const days = [day('2013-03-14'), day('2013-03-15', false)]
  const { level, thresholds } = levelsOf(days)
  const runs = runsOf(days, level)
  expect(runs.reduce((sum, { length }) => sum + length, 0)).toBe(96)
  expect(runs.map(({ level: shade, row, from, length }) => [shade, row, from, length])).toEqual([
    [1, 0, 0, 34],
    [shades.length - 1, 0, 34, 4],
    [1, 0, 38, 10],
    [-1, 1, 0, 48],
  ])
  expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b))
  expect(pathOf(runs.slice(0, 2))).toBe('M0 0.5h34M34 0.5h4')
})

it('A home that uses nothing has one shade, the faintest', () => {
  const empty = { ...day('2013-03-14'), cells: Array.from({ length: 48 }, () => 0) }
  expect(levelsOf([empty]).level(0)).toBe(0)
})
