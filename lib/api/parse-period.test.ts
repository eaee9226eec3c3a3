import { describe, expect, test } from 'vitest'
import { parsePeriod } from './parse-period.ts'

describe('the period of a read', () => {
  test('dates are local midnights, so a summer day starts at 23:00Z', () => {
    const { fromMs, toMs } = parsePeriod('2013-07-01', '2013-07-02')
    expect(new Date(fromMs).toISOString()).toBe('2013-06-30T23:00:00.000Z')
    expect(new Date(toMs).toISOString()).toBe('2013-07-01T23:00:00.000Z')
  })

  test('instants carry their own offset', () => {
    expect(parsePeriod('2013-07-01T00:00:00Z', '2013-07-01T02:00:00+01:00')).toEqual({
      fromMs: Date.UTC(2013, 6, 1, 0),
      toMs: Date.UTC(2013, 6, 1, 1),
    })
  })

  test.each([
    [undefined, '2013-01-02', 'from-not-valid'],
    ['2013-01-01', undefined, 'to-not-valid'],
    ['2013-02-30', '2013-03-02', 'from-not-valid'],
    ['2013-02-30T00:00:00Z', '2013-03-02', 'from-not-valid'],
    ['1999-12-31', '2000-01-05', 'from-not-valid'],
    ['2013-01-01T00:00:00', '2013-01-02', 'from-not-valid'],
    ['yesterday', '2013-01-02', 'from-not-valid'],
    ['2013-01-02', '2013-01-02', 'period-order'],
    ['2013-01-03', '2013-01-02', 'period-order'],
    ['2013-01-01', '2014-02-06', 'period-too-wide'],
  ])('refuses %s to %s as %s', (from, to, reason) => {
    expect(() => parsePeriod(from, to)).toThrow(expect.objectContaining({ code: 'invalid', reason }))
  })
})
