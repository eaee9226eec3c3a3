import { beforeAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ensureKeys } from '#lib/keys/index.ts'
import { meetBrowser } from './browser/meet-browser.ts'
import { describeDevice } from './describe-device.ts'
import { endOneSession, endOtherSessions } from './end-sessions.ts'
import { listSessions } from './list-sessions.ts'
import { personName } from './person-name.ts'
import { randomToken } from './random-token.ts'
import { findLiveSession } from './store.ts'
import { testingOnlyAddPerson, testingOnlySignIn, testingOnlySubjects } from './testing.ts'

beforeAll(async () => {
  await useTestDatabase()
  await ensureKeys()
})

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe('where somebody is signed in', () => {
  test('is listed for them alone, this browser first and marked', async () => {
    const person = await testingOnlyAddPerson()
    await testingOnlySignIn(await testingOnlyAddPerson())
    const here = await testingOnlySignIn(person, FIREFOX)
    const there = await testingOnlySignIn(person)
    const listed = await listSessions(here)
    expect(listed.map(({ id, here }) => [id, here])).toEqual([
      [here.id, true],
      [there.id, false],
    ])
    expect(listed[0]?.device).toBe('Firefox on a Linux computer')
  })

  test('[H5] everyone else is signed out at once, and this browser stays', async () => {
    const person = await testingOnlyAddPerson()
    const [here, ...others] = [1, 2, 3].map(() => testingOnlySignIn(person))
    const session = await (here as (typeof others)[0])
    const ids = await Promise.all(others.map(async (other) => (await other).id))
    const stranger = await testingOnlySignIn(await testingOnlyAddPerson())
    await endOtherSessions(session, undefined)
    for (const id of ids) expect(await findLiveSession(id)).toBeUndefined()
    expect(await findLiveSession(session.id)).toBeDefined()
    expect(await findLiveSession(stranger.id)).toBeDefined()
  })

  test('one is ended, but never somebody else’s', async () => {
    const [mine, theirs] = [await testingOnlyAddPerson(), await testingOnlyAddPerson()]
    const [here, there, other] = [
      await testingOnlySignIn(mine),
      await testingOnlySignIn(mine),
      await testingOnlySignIn(theirs),
    ]
    await endOneSession(here, there.id)
    await endOneSession(here, other.id)
    expect(await findLiveSession(there.id)).toBeUndefined()
    expect(await findLiveSession(other.id)).toBeDefined()
  })
})

describe('[H5] a new device', () => {
  const meet = (accountId: `acc_${string}`, browser: string, newAccount = false) =>
    meetBrowser({ accountId, browser, userAgent: FIREFOX, newAccount })

  test('is told by e-mail the first time, to each who signs in there', async () => {
    const [one, two, browser] = [await testingOnlyAddPerson(), await testingOnlyAddPerson(), randomToken()]
    for (let i = 0; i < 2; i += 1) await meet(one.id, browser)
    await meet(two.id, browser)
    await meet(one.id, randomToken())
    expect(await testingOnlySubjects(one)).toHaveLength(2)
    expect(await testingOnlySubjects(two)).toEqual(['You signed in on a new device'])
  })

  test('is not told to who has just signed up there', async () => {
    const [person, browser] = [await testingOnlyAddPerson(), randomToken()]
    await meet(person.id, browser, true)
    await meet(person.id, browser)
    expect(await testingOnlySubjects(person)).toEqual([])
  })

  test('is one again after everyone else was signed out, but for this one', async () => {
    const person = await testingOnlyAddPerson()
    const [here, there] = [randomToken(), randomToken()]
    await meet(person.id, here)
    await meet(person.id, there)
    await endOtherSessions(await testingOnlySignIn(person), here)
    await meet(person.id, here)
    expect(await testingOnlySubjects(person)).toHaveLength(2)
    await meet(person.id, there)
    expect(await testingOnlySubjects(person)).toHaveLength(3)
  })
})

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on an iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'Chrome on an Android device',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on a Windows computer',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari on a Mac',
  ],
  ['curl/8.0', 'A browser that we do not know'],
  ['<b>Linux</b>', 'A browser on a Linux computer'],
])('a device is named as its owner knows it: %s', (userAgent, words) => {
  expect(describeDevice(userAgent)).toBe(words)
})

describe('a name', () => {
  test.each([
    '李',
    'O’Neill',
    'Zoë',
    "D'Arcy-Łuczak 3rd",
    'Nguyễn Văn A',
    'میرزا‌خان',
    'Björk Guðmundsdóttir',
    '.',
    '-',
  ])('may be %s', (name) => expect(personName.parse(`  ${name} `)).toBe(name.normalize('NFC')))

  test.each(['', '   ', 'a\nb', 'a\u0000', 'evil\u202egnp', '\u2066x', 'x'.repeat(101), '\ud800'])(
    'is not %j',
    (name) => expect(personName.safeParse(name).success).toBe(false),
  )
})
