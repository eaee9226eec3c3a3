import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { testSigner } from '#lib/tlog/testing.ts'
import { sequenceNow } from './sequence.ts'
import { act, openReadSide } from './testing.ts'

vi.hoisted(() => Object.assign(process.env, { LIMIT_LEDGER: '5' }))

await useTestDatabase()
const signer = await testSigner()
const source = async () => signer
const readSide = await openReadSide(source)
afterAll(() => readSide.close())
afterEach(() => void vi.useRealTimers())

test('an address that asks too often is told how long to wait, in a way that pages of every origin can read', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  testingOnlyMoveClock(5_000)
  const answers = await Promise.all(Array.from({ length: 30 }, () => readSide.get('vkey')))
  const [refused, ...more] = answers.filter(({ status }) => status === 429)
  expect(more).toHaveLength(19)
  expect(await refused?.text()).toBe('Too many requests. Wait as long as Retry-After says.\n')
  expect(Object.fromEntries(refused?.headers ?? [])).toMatchObject({
    'retry-after': '1',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'retry-after',
  })
  testingOnlyMoveClock(10_000)
  expect((await readSide.get('vkey')).status).toBe(200)
})

test('who verifies the ledger waits as it is told, and comes to an end', async () => {
  await act()
  await sequenceNow(source)
  await Promise.all(Array.from({ length: 30 }, () => readSide.get('vkey')))
  expect(await readSide.verify()).toMatchObject({ ok: true, size: 1n })
})
