import { describe, expect, it } from 'vitest'
import { describeDay, peakOf } from './describe-day.ts'

/** A flat day of 100 Wh with 900 Wh in the half hours named. */
const dayWith = (periods: number, high: readonly number[], start = '2013-03-14T00:00:00Z') => ({
  settlementDate: start.slice(0, 10),
  start,
  values: Array.from({ length: periods }, (_, index): number | null => (high.includes(index) ? 900 : 100)),
})

describe('describeDay', () => {
  it('names the two hours with the most energy and the total', () => {
    const summary = describeDay(dayWith(48, [34, 35, 36, 37]))
    expect(summary.headline).toBe('Highest between 5pm and 7pm')
    expect(summary.detail).toBe(
      '8.00 kWh used in the day. The highest half hour was 5pm to 5:30pm, with 0.90 kWh.',
    )
  })

  it('tells local time on the day the clocks go forward', () => {
    const summary = describeDay(dayWith(46, [32, 33, 34, 35], '2013-03-31T00:00:00Z'))
    expect(summary.headline).toBe('Highest between 5pm and 7pm')
    expect(summary.detail).toContain('The clocks changed, so this day has 46 half hours.')
  })

  it('tells local time on the day the clocks go back', () => {
    const summary = describeDay(dayWith(50, [36, 37, 38, 39], '2013-10-26T23:00:00Z'))
    expect(summary.headline).toBe('Highest between 5pm and 7pm')
    expect(summary.detail).toContain('this day has 50 half hours.')
  })

  it('says how many half hours are missing and does not count them as nothing used', () => {
    const day = dayWith(48, [])
    const values = day.values.map((value, index) => (index < 2 ? null : value))
    expect(describeDay({ ...day, values }).detail).toContain('2 half hours have no reading.')
    expect(peakOf([null, null, null, ...Array.from({ length: 45 }, () => 100)])).toBeUndefined()
  })

  it('claims no peak where the day is even', () => {
    expect(describeDay(dayWith(48, [])).headline).toBe('About the same through the day')
  })

  it('tells no readings apart from no electricity', () => {
    const day = dayWith(48, [])
    expect(describeDay({ ...day, values: day.values.map(() => null) }).headline).toBe(
      'No readings for this day',
    )
    expect(describeDay({ ...day, values: day.values.map(() => 0) }).headline).toBe('No electricity was used')
  })

  it('says sent, not used, of export', () => {
    expect(describeDay(dayWith(48, [24]), 'export').detail).toContain('kWh sent to the grid in the day.')
  })
})

it('A peak at the end of the day ends at midnight', () => {
  const day = dayWith(48, [44, 45, 46, 47])
  expect(peakOf(day.values)).toEqual({ from: 44, to: 48 })
  expect(describeDay(day).headline).toBe('Highest between 10pm and midnight')
})
