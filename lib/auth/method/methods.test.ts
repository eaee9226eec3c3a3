import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { verifyCredentials } from '#lib/auth/index.ts'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { newId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ensureKeys } from '#lib/keys/index.ts'
import { insertPasskey } from '../passkey/store.ts'
import { SHORTEST_PASSWORD } from '../password.ts'
import type { Account } from '../store.ts'
import { testingOnlyAddPerson, testingOnlySignIn, testingOnlySubjects } from '../testing.ts'
import { removePasskey, renamePasskey } from './change-passkey.ts'
import { removePassword, setPassword } from './change-password.ts'
import { findMethods } from './store.ts'
import { turnLink } from './turn-link.ts'

const LONG_ENOUGH = 'correct horse battery'

beforeAll(async () => {
  await useTestDatabase()
  await ensureKeys()
})
afterEach(() => testingOnlyMoveClock(0))

async function addKey({ id: accountId }: Account) {
  const id = newId('passkey')
  const kind = { synced: false, backedUp: false, transports: [], counter: 0, publicKey: new Uint8Array(1) }
  await insertPasskey({ ...kind, id, accountId, credentialId: id, name: 'Phone' })
  return id
}

/** Somebody signed in, with a password and a passkey. */
async function somebody() {
  const person = await testingOnlyAddPerson()
  return { person, key: await addKey(person), session: await testingOnlySignIn(person) }
}

describe('the last way to sign in stays', () => {
  test('whichever it is', async () => {
    const { session, key } = await somebody()
    await removePassword(session)
    await expect(removePasskey(session, key)).rejects.toMatchObject({ reason: 'last-method' })
    await turnLink(session, true)
    await removePasskey(session, key)
    await expect(turnLink(session, false)).rejects.toMatchObject({ reason: 'last-method' })
  })

  test('though several are removed at once', async () => {
    for (let i = 0; i < 5; i += 1) {
      const { session, key } = await somebody()
      const outcomes = await Promise.allSettled([removePassword(session), removePasskey(session, key)])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })
})

test('nothing changes for who signed in too long ago, and nothing is said of it', async () => {
  const { person, session, key } = await somebody()
  testingOnlyMoveClock(5 * 60_000 + 1)
  const changes = [
    () => removePassword(session),
    () => setPassword(session, LONG_ENOUGH),
    () => removePasskey(session, key),
    () => turnLink(session, true),
  ]
  const attempt = async (change: () => Promise<void>) => change()
  for (const change of changes)
    await expect(attempt(change)).rejects.toMatchObject({ reason: 'sign-in-again' })
  expect(await findMethods(person.id)).toMatchObject({ password: true, link: false, passkeys: [{ id: key }] })
  expect(await testingOnlySubjects(person)).toEqual([])
})

test('each change is told by e-mail, and a change that failed is not', async () => {
  const { person, session, key } = await somebody()
  await setPassword(session, LONG_ENOUGH)
  await removePassword(session)
  await expect(removePasskey(session, key)).rejects.toThrow()
  await turnLink(session, true)
  expect(await testingOnlySubjects(person)).toEqual(Array(3).fill('How you sign in has changed'))
})

test('a password has a length and no other rules, and signs in from then on', async () => {
  const { person, session } = await somebody()
  const short = '🔑'.repeat(SHORTEST_PASSWORD - 1)
  await expect(setPassword(session, short)).rejects.toMatchObject({ reason: 'password-too-short' })
  await setPassword(session, LONG_ENOUGH)
  expect(await verifyCredentials(person.email, LONG_ENOUGH, '192.0.2.1')).toMatchObject({ id: person.id })
  await removePassword(session)
  expect(await verifyCredentials(person.email, LONG_ENOUGH, '192.0.2.1')).toBeUndefined()
})

test('with the first stronger way in, a link by e-mail stops being one; who turns it on again keeps it', async () => {
  const { person, session, key } = await somebody()
  await turnLink(session, true)
  await removePassword(session)
  await removePasskey(session, key)
  await setPassword(session, LONG_ENOUGH)
  expect(await findMethods(person.id)).toMatchObject({ password: true, link: false })
  await turnLink(session, true)
  await setPassword(session, `${LONG_ENOUGH} staple`)
  expect(await findMethods(person.id)).toMatchObject({ password: true, link: true })
})

test('nobody changes a passkey of somebody else’s', async () => {
  const [mine, theirs] = [await somebody(), await somebody()]
  const unknown = { code: 'not_found', reason: 'no-such-passkey' }
  await expect(removePasskey(mine.session, theirs.key)).rejects.toMatchObject(unknown)
  await expect(renamePasskey(mine.session, theirs.key, 'x')).rejects.toMatchObject(unknown)
  expect(await db().passkey.findUnique({ where: { id: theirs.key } })).toMatchObject({ name: 'Phone' })
})

test('an operator’s account is not opened by reading their e-mail', async () => {
  const session = await testingOnlySignIn(await testingOnlyAddPerson('operator'))
  expect(() => turnLink(session, true)).toThrow('This account can’t sign in by email.')
})
