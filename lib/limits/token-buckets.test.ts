import { afterEach, describe, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { placeOf } from './remote-address.ts'
import { tokenBuckets } from './token-buckets.ts'

afterEach(() => testingOnlyMoveClock(0))

test('a burst is let through, then as many as the rate says, and whoever waits is told how long', () => {
  const take = tokenBuckets({ perSecond: 2, burst: 4 })
  expect([1, 2, 3, 4].map(() => take('one'))).toEqual([0, 0, 0, 0])
  expect(take('one')).toBeGreaterThan(0.4)
  expect(take('one')).toBeLessThanOrEqual(0.5)
  testingOnlyMoveClock(1_000)
  expect([take('one'), take('one')]).toEqual([0, 0])
  expect(take('one')).toBeGreaterThan(0)
})

test('each has a bucket of their own, and none holds more than a burst', () => {
  const take = tokenBuckets({ perSecond: 10, burst: 1 })
  expect([take('one'), take('two')]).toEqual([0, 0])
  testingOnlyMoveClock(60_000)
  expect([take('one'), take('one') > 0]).toEqual([0, true])
})

test('asking in vain makes nobody wait longer', () => {
  const take = tokenBuckets({ perSecond: 1, burst: 1 })
  take('one')
  for (let i = 0; i < 100; i += 1) expect(take('one')).toBeLessThanOrEqual(1)
  testingOnlyMoveClock(1_000)
  expect(take('one')).toBe(0)
})

describe('one place is', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s in %s', (address, place) => {
    expect(placeOf(address)).toBe(place)
  })
})
