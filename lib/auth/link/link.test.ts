import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ensureKeys } from '#lib/keys/index.ts'
import { type MailMessage, showCausedMail } from '#lib/mail/index.ts'
import { noteBrowser } from '../browser/store.ts'
import { findMethods, setEmailLink } from '../method/store.ts'
import { randomToken } from '../random-token.ts'
import { findAccountByEmail } from '../store.ts'
import { testingOnlyAddPerson, testingOnlyTokenIn } from '../testing.ts'
import { followLink } from './follow-link.ts'
import { readLink } from './read-link.ts'
import { sendSignInLink, sendSignUpLink } from './send-link.ts'
import { deleteExpiredLinks } from './store.ts'

const NOTHING = { methods: false, sessions: false }
const MINUTE = 60_000

let count = 0
beforeAll(async () => {
  await useTestDatabase()
  await ensureKeys()
})
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => {
  testingOnlyMoveClock(0)
  vi.useRealTimers()
})

const newAddress = () => `new-${++count}@test.example`
const from = () => ({
  returnTo: '/interaction/x',
  address: `10.0.${count >> 8}.${++count & 255}`,
  browser: undefined,
})

/** What the reader of the mail gets. */
async function read(sent: Promise<string>): Promise<MailMessage> {
  const mail = await showCausedMail(await sent)
  if (!mail) throw new Error('No mail was sent.')
  return mail.message
}

const signUp = (email: string, name = 'Zoë O’Neill-Łuczak') =>
  read(sendSignUpLink({ name, email, ...from() }))
const askForLink = (email: string) => read(sendSignInLink({ email, ...from() }))

/** Somebody who signs in by links. */
async function withLinks() {
  const person = await testingOnlyAddPerson()
  await setEmailLink(person.id, true)
  return person
}

describe('signing up', () => {
  test('makes an account once the address is confirmed, with the name as it was written', async () => {
    const email = newAddress()
    const token = testingOnlyTokenIn(await signUp(email.toUpperCase()))
    expect(await findAccountByEmail(email)).toBeUndefined()
    expect(await readLink(token)).toEqual({ leadsTo: 'sign-up', name: 'Zoë O’Neill-Łuczak', email })
    const used = await followLink(token, NOTHING)
    expect(used).toMatchObject({ leadsTo: 'sign-up', returnTo: '/interaction/x' })
    const account = await findAccountByEmail(email)
    expect(account).toMatchObject({ id: used?.accountId, name: 'Zoë O’Neill-Łuczak', role: 'consumer' })
    expect(await findMethods(account?.id as never)).toEqual({ passkeys: [], password: false, link: true })
  })

  test('with an address that is known leads into that account, and only the mail says so', async () => {
    const person = await withLinks()
    const message = await signUp(person.email, 'Somebody Else')
    expect(message.lead).toContain('You have an account here.')
    expect(await readLink(testingOnlyTokenIn(message))).toEqual({ leadsTo: 'sign-in', name: 'Robin' })
  })

  test('twice makes one account', async () => {
    const email = newAddress()
    const [first, second] = [await signUp(email), await signUp(email)].map(testingOnlyTokenIn) as [
      string,
      string,
    ]
    const used = await Promise.all([followLink(first, NOTHING), followLink(second, NOTHING)])
    expect(used.filter(Boolean)).toHaveLength(1)
    expect(await db().account.count({ where: { email } })).toBe(1)
    expect(await db().signInLink.count({ where: { email } })).toBe(0)
  })

  test('says nothing that was typed to whoever reads the mail', async () => {
    const message = await signUp(newAddress(), 'Win at evil.example')
    expect(JSON.stringify(message)).not.toContain('evil.example')
  })
})

describe('a link', () => {
  test('works once, however many come with it', async () => {
    const token = testingOnlyTokenIn(await askForLink((await withLinks()).email))
    const used = await Promise.all(Array.from({ length: 20 }, () => followLink(token, NOTHING)))
    expect(used.filter(Boolean)).toHaveLength(1)
    expect(await readLink(token)).toBeUndefined()
  })

  test('is read as often as a mail program likes, and that changes nothing', async () => {
    const token = testingOnlyTokenIn(await askForLink((await withLinks()).email))
    for (let i = 0; i < 3; i += 1) expect(await readLink(token)).toMatchObject({ leadsTo: 'sign-in' })
    expect(await followLink(token, NOTHING)).toMatchObject({ leadsTo: 'sign-in' })
  })

  test('runs out after 15 minutes, and is swept', async () => {
    const token = testingOnlyTokenIn(await askForLink((await withLinks()).email))
    testingOnlyMoveClock(15 * MINUTE - 1)
    expect(await readLink(token)).toBeDefined()
    testingOnlyMoveClock(15 * MINUTE)
    expect(await readLink(token)).toBeUndefined()
    expect(await followLink(token, NOTHING)).toBeUndefined()
    await deleteExpiredLinks()
    expect(await db().signInLink.count()).toBe(0)
  })

  test('is not in the database, nor is what would make it', async () => {
    const token = testingOnlyTokenIn(await askForLink((await withLinks()).email))
    expect(token).toMatch(/^[\w-]{43}$/)
    const rows = [await db().signInLink.findMany(), await db().mail.findMany()]
    const kept = JSON.stringify(rows, (_key, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    )
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
  })

  test('that is used ends the others of the same person', async () => {
    const { email } = await withLinks()
    const [first, second] = [await askForLink(email), await askForLink(email)].map(testingOnlyTokenIn) as [
      string,
      string,
    ]
    expect(await followLink(second, NOTHING)).toBeDefined()
    expect(await followLink(first, NOTHING)).toBeUndefined()
  })

  test('for an address without an account says so there, and leads nowhere', async () => {
    const message = await askForLink(newAddress())
    expect(message.lead).toContain('there is no account')
    expect(testingOnlyTokenIn(message)).toBe('')
  })

  test.each(['operator', 'regulator'] as const)('opens no account of an %s', async (role) => {
    const person = await testingOnlyAddPerson(role)
    expect(testingOnlyTokenIn(await askForLink(person.email))).toBe('')
    expect(testingOnlyTokenIn(await signUp(person.email))).toBe('')
  })

  test('of a closed account opens nothing', async () => {
    const person = await withLinks()
    const token = testingOnlyTokenIn(await askForLink(person.email))
    await db().account.update({ where: { id: person.id }, data: { closedAt: new Date() } })
    expect(await readLink(token)).toBeUndefined()
    expect(await followLink(token, NOTHING)).toBeUndefined()
  })

  test('is sent to one mailbox five times an hour, known or not', async () => {
    for (const email of [newAddress(), (await withLinks()).email]) {
      for (let i = 0; i < 5; i += 1) await askForLink(email)
      await expect(askForLink(email)).rejects.toMatchObject({ code: 'too_many' })
      await expect(signUp(email)).rejects.toMatchObject({ code: 'too_many' })
    }
  })

  test('is still sent to who asks from a browser of theirs, whatever strangers did', async () => {
    const [{ id, email }, browser] = [await withLinks(), randomToken()]
    await noteBrowser(id, browser)
    for (let i = 0; i < 5; i += 1) await askForLink(email)
    const ask = (token: string) => sendSignInLink({ email, ...from(), browser: token })
    await expect(ask(randomToken())).rejects.toMatchObject({ code: 'too_many' })
    expect(testingOnlyTokenIn(await read(ask(browser)))).not.toBe('')
  })

  test('is sent for so many addresses an hour from one place', async () => {
    const ask = (email: string) =>
      sendSignInLink({ email, returnTo: '/', address: '198.51.100.7', browser: undefined })
    for (let i = 0; i < 30; i += 1) await ask(newAddress())
    await expect(async () => ask(newAddress())).rejects.toMatchObject({ code: 'too_many' })
  })
})
