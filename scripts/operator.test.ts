import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { verifyCredentials } from '#lib/auth/index.ts'
import { openSession, readSession, sealSession } from '#lib/auth/session-token.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'

const PASSWORD = 'right words, many of them'
const ADDRESS = '192.0.2.1'
const OLGA = 'olga@node.example'

let databaseUrl: string

beforeAll(async () => {
  databaseUrl = await useTestDatabase()
})

/** Runs the command on a node in production mode, with this on its standard input. */
function operator(args: string[], input = '') {
  const env = {
    ...process.env,
    APP_MODE: 'production',
    ISSUER: 'https://consent.example',
    SUPPORT_PHONE: '08081 570 123',
    OPERATOR_KEY: randomBytes(32).toString('base64url'),
    DATABASE_URL: databaseUrl,
    SMTP_URL: 'smtps://mail.example',
    MAIL_FROM: 'no-reply@consent.example',
  }
  const given = ['--disable-warning=ExperimentalWarning', 'scripts/operator.ts', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, given, { env, input, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const signIn = (email: string, password: string) => verifyCredentials(email, password, ADDRESS)
const entries = async () =>
  (await db().ledgerEntry.findMany({ orderBy: { seq: 'asc' }, select: { type: true } })).map(
    ({ type }) => type,
  )

test('somebody is added, signs in, is listed, and nothing shows the password', async () => {
  const added = operator(['add', 'Olga@Node.example', 'Olga', 'Ofori'], `${PASSWORD}\n`)
  expect(added).toEqual({ status: 0, stdout: `Olga Ofori signs in as ${OLGA}.\n`, stderr: '' })
  expect(await signIn(OLGA, PASSWORD)).toMatchObject({ email: OLGA, name: 'Olga Ofori', role: 'operator' })
  const { stdout } = operator(['list'])
  expect(stdout).toMatch(/^olga@node\.example +Olga Ofori +since \d{4}-\d\d-\d\d\n$/)
  expect(await entries()).toEqual(['operator.added'])
}, 120_000)

test('who is removed can do nothing from the next request on, and may come back with a new password', async () => {
  const account = await signIn(OLGA, PASSWORD)
  const accountId = account?.id ?? ''
  const cookie = await sealSession(await openSession(accountId, 'test', 'password'))
  const passkey = {
    credentialId: 'theirs',
    publicKey: new Uint8Array(1),
    counter: 0,
    synced: false,
    backedUp: false,
  }
  await db().passkey.create({
    data: { ...passkey, id: 'pky_AAAAAAAAAAAAAAAAAAAAAA', accountId, name: 'Key' },
  })
  expect(await readSession(cookie)).toBeDefined()
  expect(operator(['remove', OLGA]).stdout).toBe(`${OLGA} can’t sign in any more.\n`)
  expect(await readSession(cookie)).toBeUndefined()
  expect(await signIn(OLGA, PASSWORD)).toBeUndefined()
  expect(operator(['list']).stdout).toBe('')
  expect(operator(['remove', OLGA])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Nobody is an operator'),
  })
  expect(operator(['add', OLGA, 'Olga Ofori'], 'other words, as many as before').status).toBe(0)
  expect(await readSession(cookie)).toBeUndefined()
  expect(await signIn(OLGA, PASSWORD)).toBeUndefined()
  expect((await signIn(OLGA, 'other words, as many as before'))?.id).toBe(account?.id)
  expect(await db().passkey.count({ where: { accountId } })).toBe(0)
  expect(await entries()).toEqual(['operator.added', 'operator.removed', 'operator.added'])
}, 120_000)

test('an account of somebody is never taken over', async () => {
  const before = await db().account.findMany({ orderBy: { id: 'asc' } })
  const consumer = { id: 'acc_AAAAAAAAAAAAAAAAAAAAAA', email: 'amara@home.example', name: 'Amara' }
  await db().account.create({ data: { ...consumer, role: 'consumer', passwordHash: 'x' } })
  for (const email of [OLGA, consumer.email]) {
    const { status, stderr } = operator(['add', email, 'Somebody'], `${PASSWORD}\n`)
    expect([status, stderr]).toEqual([1, expect.stringContaining('has an account here already')])
  }
  expect(operator(['remove', consumer.email]).status).toBe(1)
  await db().account.update({ where: { id: consumer.id }, data: { closedAt: new Date() } })
  expect(operator(['add', consumer.email, 'Somebody'], `${PASSWORD}\n`).status).toBe(1)
  await db().account.delete({ where: { id: consumer.id } })
  expect(await db().account.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
}, 120_000)

test.each([
  ['a password that is too short', ['add', 'new@node.example', 'New'], 'fourteen chars\n', '15 characters'],
  ['no password', ['add', 'new@node.example', 'New'], '', 'No password'],
  ['an address that is none', ['add', 'new', 'New'], `${PASSWORD}\n`, 'e-mail address'],
  ['a name that is empty', ['add', 'new@node.example', ' '], `${PASSWORD}\n`, 'name'],
  ['a name that could forge a line', ['add', 'new@node.example', 'New\nOlga'], `${PASSWORD}\n`, 'name'],
  ['a password as an argument', ['add', 'new@node.example', 'New', '--password', PASSWORD], '', 'password'],
  ['a command that it does not know', ['constructor', 'new@node.example'], '', 'npm run operator'],
  ['nothing', [], '', 'npm run operator'],
])(
  '%s is refused, and changes nothing',
  async (_what, args, input, message) => {
    const before = [await db().account.count(), await entries()]
    const { status, stdout, stderr } = operator(args, input)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(message)
    expect(stderr).not.toContain(PASSWORD)
    expect([await db().account.count(), await entries()]).toEqual(before)
  },
  120_000,
)
