import { expect, it } from 'vitest'
import { describeMonth } from './describe-month.ts'

const day = (date: number, value: number | null, readings = 48) => ({
  settlementDate: `2013-03-${String(date).padStart(2, '0')}`,
  value,
  readings: value === null ? 0 : readings,
  periods: 48,
})

it('A month names its highest day, its total and its average', () => {
  expect(describeMonth([day(1, 8000), day(2, 12_500), day(3, 9500)])).toEqual({
    headline: 'Highest on Saturday 2 March, with 12.5 kWh',
    detail: '30.0 kWh used in the month. About 10.0 kWh a day.',
  })
})

it('A month counts what is missing, and leaves days that are not complete out of the average', () => {
  const { detail } = describeMonth([day(1, 8000), day(2, 10_000), day(3, null), day(4, 100, 3)])
  expect(detail).toBe(
    '18.1 kWh used in the month. About 9.00 kWh a day. 1 day has no reading. 1 day is not complete.',
  )
})

it('A month without readings says so', () => {
  expect(describeMonth([day(1, null)]).headline).toBe('No readings for this month')
})
