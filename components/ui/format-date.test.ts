import { expect, it } from 'vitest'
import { formatDate } from './format-date.ts'

it('A date without time keeps its day, whatever the clocks do', () => {
  expect(formatDate('2027-11-23')).toBe('23 November 2027')
  expect(formatDate('2013-03-31', 'weekday')).toBe('Sunday 31 March 2013')
  expect(formatDate('2013-03', 'month')).toBe('March 2013')
})

it('An instant is told in London time, summer and winter', () => {
  expect(formatDate('2026-07-01T13:02:00Z', 'day-time')).toBe('1 July 2026 at 2:02pm')
  expect(formatDate('2026-12-01T14:02:00Z', 'day-time')).toBe('1 December 2026 at 2:02pm')
  expect(formatDate('2026-06-30T23:30:00Z')).toBe('1 July 2026')
})

it('Midnight and midday have names, since 12am and 12pm are read both ways', () => {
  expect(formatDate('2026-12-01T00:00:00Z', 'time')).toBe('midnight')
  expect(formatDate('2026-12-01T12:00:00Z', 'time')).toBe('midday')
  expect(formatDate('2026-12-01T00:30:00Z', 'time')).toBe('12:30am')
  expect(formatDate('2026-12-01T12:30:00Z', 'time')).toBe('12:30pm')
})
