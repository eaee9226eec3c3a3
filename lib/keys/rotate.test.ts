import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { listKeys, rotateKey, secret, secrets, signingKey, signingKeys } from './index.ts'
import { rotationOf } from './key-use.ts'
import { forgetKeyring } from './keyring.ts'
import { rotateDueKeys } from './rotate-due-keys.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const { everyMs, announceMs, overlapMs } = rotationOf('oidc') ?? { everyMs: 0, announceMs: 0, overlapMs: 0 }

beforeAll(async () => {
  await useTestDatabase()
  process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
})
beforeEach(async () => {
  await pool().query('delete from sealed_key')
  forgetKeyring()
})
afterEach(() => testingOnlyMoveClock(0))

const ids = async () => (await signingKeys('oidc')).map(({ id }) => id)
const stateOf = async (id: string) => (await listKeys()).find((key) => key.id === id)?.state

test('the next key is published before it signs, and the last one after it signed', async () => {
  const { id: first } = await signingKey('oidc')
  const { id: second } = await rotateKey('oidc')
  expect(await ids()).toEqual([first, second])
  testingOnlyMoveClock(announceMs - 1_000)
  expect(await ids()).toEqual([first, second])
  testingOnlyMoveClock(announceMs + 1_000)
  expect(await ids()).toEqual([second, first])
  testingOnlyMoveClock(announceMs + overlapMs + 1_000)
  expect(await ids()).toEqual([second])
  expect(await stateOf(first)).toBe('retired')
})

test('one that is announced is waited for; fifty who ask at once announce one', async () => {
  await signingKey('oidc')
  const attempts = await Promise.allSettled(Array.from({ length: 50 }, () => rotateKey('oidc')))
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const attempt of attempts)
    if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ reason: 'already-announced' })
  expect(await ids()).toHaveLength(2)
})

test('in a hurry the announced key is brought forward, and the old one goes soon', async () => {
  const { id: first } = await signingKey('oidc')
  const { id: second } = await rotateKey('oidc')
  expect(await rotateKey('oidc', { hurry: true })).toMatchObject({ id: second })
  expect(await ids()).toEqual([first, second])
  testingOnlyMoveClock(61_000)
  expect(await ids()).toEqual([second, first])
  testingOnlyMoveClock(121_000)
  expect(await ids()).toEqual([second])
})

test('what is due is renewed without being asked, in time to be announced, and once', async () => {
  const { id: first } = await signingKey('oidc')
  testingOnlyMoveClock(everyMs - announceMs - HOUR)
  await rotateDueKeys()
  expect(await ids()).toEqual([first])
  testingOnlyMoveClock(everyMs - announceMs + HOUR)
  await Promise.all([rotateDueKeys(), rotateDueKeys(), rotateDueKeys()])
  expect(await ids()).toHaveLength(2)
  testingOnlyMoveClock(everyMs + 2 * HOUR)
  expect((await ids())[0]).not.toBe(first)
})

test('the private part of a retired key is erased', async () => {
  const { id } = await signingKey('oidc')
  await rotateKey('oidc')
  testingOnlyMoveClock(announceMs + overlapMs + 2 * HOUR)
  await rotateDueKeys()
  const { rows } = await pool().query('select id, length(sealed) from sealed_key where use = $1', ['oidc'])
  expect(rows.filter(({ length }) => length === 0)).toEqual([{ id, length: 0 }])
})

test('a secret’s last generation is accepted beside the new one', async () => {
  const first = await secret('oidc-cookies')
  await rotateKey('oidc-cookies')
  testingOnlyMoveClock(2 * 60_000)
  const [second, ...others] = await secrets('oidc-cookies')
  expect(second).not.toEqual(first)
  expect(others).toEqual([first])
})

test('subjects and the ledger keep theirs, whatever is asked and however long it takes', async () => {
  const [subject, ledger] = [await secret('pairwise-subject'), await signingKey('ledger')]
  for (const use of ['pairwise-subject', 'ledger'] as const)
    await expect(rotateKey(use)).rejects.toMatchObject({ reason: 'does-not-rotate' })
  testingOnlyMoveClock(3_650 * DAY)
  await rotateDueKeys()
  expect(await secret('pairwise-subject')).toEqual(subject)
  expect((await signingKey('ledger')).id).toBe(ledger.id)
})
