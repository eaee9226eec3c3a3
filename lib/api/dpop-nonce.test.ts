import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { nowMs, testingOnlyMoveClock } from '#lib/core/clock.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { isNonceAccepted, NONCE_LIFE_MS, newestNonce } from './dpop-nonce.ts'

const MINUTE = 60_000

beforeAll(async () => {
  await useTestDatabase()
  process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
})

afterEach(() => testingOnlyMoveClock(0))

/** Moves the clock to the start of the minute that many minutes ahead. */
const moveTo = (minutes: number) =>
  testingOnlyMoveClock(MINUTE - (Date.now() % MINUTE) + (minutes - 1) * MINUTE)

test('a nonce is new every minute and accepted for at least three', async () => {
  moveTo(1)
  const nonce = await newestNonce()
  for (const minutes of [1, 2, 3, 4]) {
    moveTo(minutes)
    expect(await isNonceAccepted(nonce)).toBe(true)
    if (minutes > 1) expect(await newestNonce()).not.toBe(nonce)
  }
  moveTo(5)
  expect(await isNonceAccepted(nonce)).toBe(false)
})

test('none outlives the time for which a used proof is remembered', async () => {
  moveTo(1)
  const [nonce, givenAt] = [await newestNonce(), nowMs()]
  let minutes = 1
  while (await isNonceAccepted(nonce)) moveTo(++minutes)
  expect(nowMs() - givenAt).toBeLessThanOrEqual(NONCE_LIFE_MS)
})

test('every process makes the same', async () => {
  moveTo(1)
  const ours = await newestNonce()
  vi.resetModules()
  const theirClock = await import('#lib/core/clock.ts')
  theirClock.testingOnlyMoveClock(nowMs() - Date.now())
  const theirs = await import('./dpop-nonce.ts')
  expect(await theirs.newestNonce()).toBe(ours)
})

test.each([undefined, '', 'x', 7, ['x']])('%o is no nonce', async (nonce) => {
  expect(await isNonceAccepted(nonce)).toBe(false)
})
