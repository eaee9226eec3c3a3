import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { env } from '#lib/env.ts'
import { ensureKeys } from '#lib/keys/index.ts'
import { testAuthenticator } from '#lib/testing/authenticator.ts'
import { randomToken } from '../random-token.ts'
import type { PortalSession } from '../store.ts'
import { testingOnlyAddPerson, testingOnlySignIn, testingOnlySubjects } from '../testing.ts'
import { addPasskey } from './add-passkey.ts'
import { CHALLENGE_SECONDS } from './challenge.ts'
import { hasPasskeys } from './relying-party.ts'
import { parseAuthentication, parseRegistration } from './response.ts'
import { startAddingPasskey } from './start-adding.ts'
import { startPasskeySignIn } from './start-sign-in.ts'
import { deleteExpiredChallenges } from './store.ts'
import { verifyPasskey } from './verify-passkey.ts'

beforeAll(async () => {
  await useTestDatabase()
  await ensureKeys()
})
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => {
  testingOnlyMoveClock(0)
  vi.useRealTimers()
})

const authenticator = () => testAuthenticator({ origin: env().issuer, rpId: new URL(env().issuer).hostname })
type Behaviour = Parameters<ReturnType<typeof authenticator>['sign']>[1]

/** Somebody with a passkey, in a browser of theirs. */
async function withPasskey(behaviour: Behaviour = {}) {
  const person = await testingOnlyAddPerson()
  const [browser, key, session] = [randomToken(), authenticator(), await testingOnlySignIn(person)]
  await add(session, browser, key, behaviour)
  return { person, browser, key, session }
}

async function add(
  session: PortalSession,
  browser: string,
  key: ReturnType<typeof authenticator>,
  behaviour: Behaviour = {},
) {
  const response = key.make(await startAddingPasskey(session, browser), behaviour)
  await addPasskey(session, browser, { response, name: 'Test device' })
}

describe('a passkey', () => {
  test('signs in whoever it belongs to, without a name being typed', async () => {
    const { person, browser, key } = await withPasskey()
    const options = await startPasskeySignIn(browser)
    expect(options).toMatchObject({ userVerification: 'required', rpId: 'localhost' })
    expect(options.allowCredentials).toBeUndefined()
    const signed = await verifyPasskey(key.sign(options), browser)
    expect(signed).toEqual({ accountId: person.id, method: 'passkey' })
    const kept = await db().passkey.findFirstOrThrow({ where: { accountId: person.id } })
    expect(kept).toMatchObject({ counter: 2n, synced: false, backedUp: false })
    expect(kept.lastUsedAt).not.toBeNull()
  })

  test('that is synced says so, and goes on saying so', async () => {
    const { browser, key } = await withPasskey({ synced: true })
    const sign = async (behaviour: Behaviour) =>
      verifyPasskey(key.sign(await startPasskeySignIn(browser), behaviour), browser)
    expect(await sign({ synced: true })).toMatchObject({ method: 'synced-passkey' })
    expect(await sign({ synced: false })).toBeUndefined()
  })

  test('is asked to be found without a name and to check who uses it, once on each device', async () => {
    const { session, browser, key } = await withPasskey()
    const options = await startAddingPasskey(session, browser)
    expect(options.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    })
    expect(options.excludeCredentials?.map(({ id }) => id)).toEqual([key.sign(options).id])
  })

  test('is one account’s, whoever brings it', async () => {
    const { key, browser } = await withPasskey()
    const other = await testingOnlySignIn(await testingOnlyAddPerson())
    await expect(add(other, browser, key)).rejects.toMatchObject({ reason: 'passkey-exists' })
  })

  test('is added by who signed in just now, and by nobody else', async () => {
    const session = await testingOnlySignIn(await testingOnlyAddPerson())
    testingOnlyMoveClock(5 * 60_000 + 1)
    await expect(startAddingPasskey(session, randomToken())).rejects.toMatchObject({
      reason: 'sign-in-again',
    })
    const response = authenticator().make({ challenge: 'x', user: { id: 'x' } })
    await expect(addPasskey(session, 'x', { response, name: 'x' })).rejects.toMatchObject({
      reason: 'sign-in-again',
    })
  })

  test('is told of by e-mail when it is added', async () => {
    expect(await testingOnlySubjects((await withPasskey()).person)).toEqual(['How you sign in has changed'])
  })

  test('of a closed account signs nobody in', async () => {
    const { person, browser, key } = await withPasskey()
    await db().account.update({ where: { id: person.id }, data: { closedAt: new Date() } })
    expect(await verifyPasskey(key.sign(await startPasskeySignIn(browser)), browser)).toBeUndefined()
  })
})

describe('a challenge', () => {
  test('works once, however many come with it', async () => {
    const { browser, key } = await withPasskey()
    const response = key.sign(await startPasskeySignIn(browser))
    const signed = await Promise.all(Array.from({ length: 20 }, () => verifyPasskey(response, browser)))
    expect(signed.filter(Boolean)).toHaveLength(1)
    expect(await verifyPasskey(response, browser)).toBeUndefined()
  })

  test('works in the browser that it was made for', async () => {
    const { browser, key } = await withPasskey()
    const response = key.sign(await startPasskeySignIn(browser))
    expect(await verifyPasskey(response, randomToken())).toBeUndefined()
    expect(await verifyPasskey(response, browser)).toBeDefined()
  })

  test('of one tab doesn’t end that of another', async () => {
    const { browser, key } = await withPasskey()
    const [first, second] = [await startPasskeySignIn(browser), await startPasskeySignIn(browser)]
    expect(await verifyPasskey(key.sign(second), browser)).toBeDefined()
    expect(await verifyPasskey(key.sign(first), browser)).toBeDefined()
  })

  test('runs out, and is swept', async () => {
    const { browser, key } = await withPasskey()
    const options = await startPasskeySignIn(browser)
    testingOnlyMoveClock(CHALLENGE_SECONDS * 1000)
    expect(await verifyPasskey(key.sign(options), browser)).toBeUndefined()
    await deleteExpiredChallenges()
    expect(await db().passkeyChallenge.count()).toBe(0)
  })

  test('for signing in adds no passkey, nor does one for somebody else', async () => {
    const { person, browser, session } = await withPasskey()
    const mallory = await testingOnlySignIn(await testingOnlyAddPerson())
    const key = authenticator()
    const user = { id: person.id }
    for (const { challenge } of [
      await startPasskeySignIn(browser),
      await startAddingPasskey(mallory, browser),
    ]) {
      const response = key.make({ challenge, user })
      await expect(addPasskey(session, browser, { response, name: 'x' })).rejects.toMatchObject({
        reason: 'passkey-not-valid',
      })
    }
  })

  test('for adding a passkey signs nobody in', async () => {
    const { browser, key, session } = await withPasskey()
    const response = key.sign(await startAddingPasskey(session, browser))
    expect(await verifyPasskey(response, browser)).toBeUndefined()
  })

  test('that failed is used, too', async () => {
    const { browser, session } = await withPasskey()
    const [key, options] = [authenticator(), await startAddingPasskey(session, browser)]
    const attempt = (behaviour: Behaviour) =>
      addPasskey(session, browser, { response: key.make(options, behaviour), name: 'x' })
    await expect(attempt({ verified: false })).rejects.toMatchObject({ reason: 'passkey-not-valid' })
    await expect(attempt({})).rejects.toMatchObject({ reason: 'passkey-not-valid' })
  })
})

describe('what is not as it must be is refused:', () => {
  test.each<[string, Behaviour]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a user who was not verified', { verified: false }],
    ['a counter that went back', { counter: 1 }],
    ['somebody else’s user handle', { userHandle: Buffer.from('acc_somebody').toString('base64url') }],
    ['no user handle', { userHandle: '' }],
  ])('%s', async (_what, behaviour) => {
    const { browser, key } = await withPasskey()
    const response = key.sign(await startPasskeySignIn(browser), behaviour)
    expect(await verifyPasskey(response, browser)).toBeUndefined()
    expect(await verifyPasskey(key.sign(await startPasskeySignIn(browser)), browser)).toBeDefined()
  })

  test('a signature of another key', async () => {
    const { browser, key } = await withPasskey()
    const options = await startPasskeySignIn(browser)
    const { response } = authenticator().sign(options)
    const mine = key.sign(options)
    const forged = { ...mine, response: { ...mine.response, signature: response.signature } }
    expect(await verifyPasskey(forged, browser)).toBeUndefined()
  })

  test('what is no answer of a browser’s', () => {
    for (const junk of ['', '{', '[]', 'null', '{"id":1}', JSON.stringify({ id: 'x'.repeat(2000) })]) {
      expect(parseAuthentication(junk)).toBeUndefined()
      expect(parseRegistration(junk)).toBeUndefined()
    }
  })
})

test('a node that is known by a number only has no passkeys, and says so', async () => {
  const { issuer } = env()
  for (const bare of ['http://127.0.0.1:3000', 'http://[::1]:3000']) {
    Object.assign(env(), { issuer: bare })
    expect(hasPasskeys()).toBe(false)
    await expect(startPasskeySignIn('x')).rejects.toMatchObject({ reason: 'no-passkeys-here' })
  }
  Object.assign(env(), { issuer })
  expect(hasPasskeys()).toBe(true)
})
