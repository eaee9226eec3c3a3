import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { hashPassword, insertAccount, verifyCredentials } from '#lib/auth/index.ts'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { newId } from '#lib/core/index.ts'
import { pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { env } from '#lib/env.ts'
import { FORGET_MS, FREE_TRIES, SIEGE, SIEGE_WAIT } from './rules.ts'
import { deleteForgotten } from './store.ts'
import { takeAttempt } from './take-attempt.ts'

const TRIES_OF_PLACE = env().limits.wrongPasswords
const RIGHT = 'right password'
const tooMany = { code: 'too_many', message: 'Too many tries. Wait a minute, then try again.' }

let passwordHash: string
let count = 0

beforeAll(async () => {
  await useTestDatabase()
  passwordHash = await hashPassword(RIGHT)
})
// Time stands still but for where a test moves it, however slow the machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(async () => {
  testingOnlyMoveClock(0)
  vi.useRealTimers()
  await pool().query('delete from sign_in_attempt')
})

/** The e-mail address of somebody new, with an account or without. */
async function somebody({ known = true } = {}): Promise<string> {
  count += 1
  const email = `person-${count}@test.example`
  const account = { id: newId('account'), email, name: 'Person', role: 'consumer' as const, demo: true }
  if (known) await insertAccount({ ...account, passwordHash })
  return email
}

/** An address where nobody has been. */
const elsewhere = () => `10.${Math.floor(++count / 65_536)}.${Math.floor(count / 256) % 256}.${count % 256}`

/** What comes of one try: in, wrong, or wait. */
async function attempt(email: string, password: string, address: string): Promise<'in' | 'wrong' | 'wait'> {
  try {
    return (await verifyCredentials(email, password, address)) ? 'in' : 'wrong'
  } catch (error) {
    expect(error).toMatchObject(tooMany)
    return 'wait'
  }
}

async function guess(times: number, email: string, address: string) {
  const outcomes = []
  for (let i = 0; i < times; i += 1) outcomes.push(await attempt(email, `guess ${i}`, address))
  return outcomes
}

test('after some wrong passwords even the right one has to wait, and then it is let in', async () => {
  const [email, address] = [await somebody(), elsewhere()]
  expect(await guess(FREE_TRIES, email, address)).toEqual(Array(FREE_TRIES).fill('wrong'))
  expect(await attempt(email, RIGHT, address)).toBe('wait')
  testingOnlyMoveClock(1_100)
  expect(await attempt(email, RIGHT, address)).toBe('in')
  expect(await guess(FREE_TRIES, email, address), 'a fresh start').toEqual(Array(FREE_TRIES).fill('wrong'))
})

test('each wrong password makes the wait longer, up to a minute; asking too early does not', async () => {
  const [email, address] = [await somebody(), elsewhere()]
  const waits = []
  for (let clock = 0; waits.length < 13; ) {
    expect(await attempt(email, 'wrong', address)).toBe('wrong')
    const wait = await currentWait()
    waits.push(wait)
    if (wait > 1) expect(await guess(2, email, address)).toEqual(['wait', 'wait'])
    expect(await currentWait()).toBe(wait)
    clock += (wait + 1) * 1_000
    testingOnlyMoveClock(clock)
  }
  expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60])
})

/** Seconds, of whoever tried last and has to wait longest. */
async function currentWait(): Promise<number> {
  const { rows } = await pool().query(
    'select extract(epoch from not_before - last_at)::int as wait from sign_in_attempt order by last_at desc, wait desc limit 1',
  )
  return rows[0].wait
}

test('fifty guesses at once are no more than some in a row, on however many processes', async () => {
  const [email, address] = [await somebody(), elsewhere()]
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, i) => attempt(email, `guess ${i}`, address)),
  )
  expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(FREE_TRIES)
})

test('an account that does not exist is slowed and answered like one that does', async () => {
  const [known, unknown] = [await somebody(), await somebody({ known: false })]
  const [here, there] = [elsewhere(), elsewhere()]
  expect(await guess(FREE_TRIES + 3, unknown, here)).toEqual(await guess(FREE_TRIES + 3, known, there))
})

test('and takes as long to answer', async () => {
  const known = await somebody()
  const fastest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY }
  for (let i = 0; i < 12; i += 1) {
    const pairs = [
      ['known', known],
      ['unknown', `nobody-${i}@test.example`],
    ] as const
    for (const [kind, email] of pairs) {
      const start = performance.now()
      await attempt(email, 'wrong', elsewhere())
      fastest[kind] = Math.min(fastest[kind], performance.now() - start)
    }
  }
  expect(fastest.unknown / fastest.known).toBeGreaterThan(0.6)
  expect(fastest.unknown / fastest.known).toBeLessThan(1.6)
})

test('who guesses elsewhere never keeps its owner out of a place where they signed in before', async () => {
  const [email, home] = [await somebody(), elsewhere()]
  expect(await attempt(email, RIGHT, home)).toBe('in')
  for (let i = 0; i < SIEGE; i += 1) await takeAttempt(email, elsewhere())
  expect(await attempt(email, RIGHT, home)).toBe('in')
})

test('while many places guess at an account, a new one waits half a minute, once, and is let in', async () => {
  const email = await somebody()
  for (let i = 0; i < SIEGE; i += 1) await takeAttempt(email, elsewhere())
  const abroad = elsewhere()
  expect(await attempt(email, RIGHT, abroad)).toBe('wait')
  testingOnlyMoveClock((SIEGE_WAIT - 1) * 1_000)
  expect(await attempt(email, RIGHT, abroad)).toBe('wait')
  for (let i = 0; i < 20; i += 1)
    await expect(takeAttempt(email, elsewhere()), 'each new place').rejects.toMatchObject(tooMany)
  testingOnlyMoveClock((SIEGE_WAIT + 1) * 1_000)
  expect(await attempt(email, RIGHT, abroad)).toBe('in')
})

test('one place that tries many accounts has to wait, and others do not', async () => {
  const address = elsewhere()
  for (let i = 0; i < TRIES_OF_PLACE; i += 1)
    expect(await attempt(await somebody({ known: false }), 'wrong', address)).toBe('wrong')
  const email = await somebody()
  expect(await attempt(email, RIGHT, address)).toBe('wait')
  expect(await attempt(email, RIGHT, elsewhere())).toBe('in')
})

test('signing in with an account of one’s own buys no more guesses at others', async () => {
  const [own, address] = [await somebody(), elsewhere()]
  const outcomes = []
  for (let i = 0; i < TRIES_OF_PLACE + 5; i += 1) {
    outcomes.push(await attempt(await somebody({ known: false }), 'wrong', address))
    await attempt(own, RIGHT, address)
  }
  expect(outcomes.filter((outcome) => outcome === 'wrong').length).toBe(TRIES_OF_PLACE)
})

test('nobody is named in what is kept, and it is forgotten', async () => {
  const [email, address] = [await somebody(), elsewhere()]
  await attempt(email, 'wrong', address)
  const { rows } = await pool().query('select to_jsonb(a)::text as text from sign_in_attempt a')
  expect(rows.length).toBeGreaterThan(0)
  const kept = JSON.stringify(rows)
  for (const secret of [email, address])
    for (const form of [secret, Buffer.from(secret).toString('hex')]) expect(kept).not.toContain(form)
  testingOnlyMoveClock(2 * FORGET_MS)
  await deleteForgotten(new Date(Date.now() + 2 * FORGET_MS))
  expect((await pool().query('select from sign_in_attempt')).rowCount).toBe(0)
})
