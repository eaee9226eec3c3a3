import { afterEach, expect, test, vi } from 'vitest'
import { nowMs, testingOnlyMoveClock } from '#lib/core/clock.ts'
import { isNonceAccepted, NONCE_LIFE_MS, newestNonce } from './dpop-nonce.ts'

const MINUTE = 60_000

afterEach(() => testingOnlyMoveClock(0))

/** Moves the clock to the start of the minute that many minutes ahead. */
const moveTo = (minutes: number) =>
  testingOnlyMoveClock(MINUTE - (Date.now() % MINUTE) + (minutes - 1) * MINUTE)

test('a nonce is new every minute and accepted for at least three', () => {
  moveTo(1)
  const nonce = newestNonce()
  for (const minutes of [1, 2, 3, 4]) {
    moveTo(minutes)
    expect(isNonceAccepted(nonce)).toBe(true)
    if (minutes > 1) expect(newestNonce()).not.toBe(nonce)
  }
  moveTo(5)
  expect(isNonceAccepted(nonce)).toBe(false)
})

test('none outlives the time for which a used proof is remembered', () => {
  moveTo(1)
  const [nonce, givenAt] = [newestNonce(), nowMs()]
  let minutes = 1
  while (isNonceAccepted(nonce)) moveTo(++minutes)
  expect(nowMs() - givenAt).toBeLessThanOrEqual(NONCE_LIFE_MS)
})

test('every process makes the same', async () => {
  moveTo(1)
  const ours = newestNonce()
  vi.resetModules()
  const theirClock = await import('#lib/core/clock.ts')
  theirClock.testingOnlyMoveClock(nowMs() - Date.now())
  const theirs = await import('./dpop-nonce.ts')
  expect(theirs.newestNonce()).toBe(ours)
})

test.each([undefined, '', 'x', 7, ['x']])('%o is no nonce', (nonce) => {
  expect(isNonceAccepted(nonce)).toBe(false)
})
