import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { insertAccount } from '#lib/auth/index.ts'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { type AccountId, newId } from '#lib/core/index.ts'
import { db, pool, withTransaction } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { env } from '#lib/env.ts'
import { listMailbox, showKeptMail } from './mailbox.ts'
import type { MailMessage } from './message.ts'
import { queueMail, queueMails } from './queue-mail.ts'
import { MailGivenUp, sendDue } from './send-due.ts'
import { startMailing } from './start-mailing.ts'
import { countMails, deleteSettled } from './store.ts'
import { type MailSink, openMailSink } from './testing.ts'
import { openTransport } from './transport.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const SECRET = 'stop-link-that-works'

const message: MailMessage = {
  subject: 'You share with Brightly',
  lead: 'You allowed Brightly to get your data.',
  parts: [{ kind: 'link', text: 'Stop sharing', path: `/stop/${SECRET}` }],
}

let sink: MailSink
let send: NonNullable<ReturnType<typeof openTransport>>

beforeAll(async () => {
  await useTestDatabase()
  sink = await openMailSink()
  withServer()
  send = openTransport() as typeof send
})
afterAll(async () => {
  send.close()
  await sink.close()
})
afterEach(async () => {
  testingOnlyMoveClock(0)
  sink.refuse = undefined
  sink.received.length = 0
  withServer()
  await pool().query('delete from mail')
})

const withServer = () =>
  Object.assign(env(), { mail: { smtpUrl: sink.url, from: 'EnergyOS Consent <no-reply@consent.example>' } })
const withoutServer = () => Object.assign(env(), { mail: undefined })

async function somebody(): Promise<{ accountId: AccountId; email: string }> {
  const accountId = newId('account')
  const email = `${accountId.toLowerCase()}@test.example`
  await insertAccount({ id: accountId, email, name: 'A', role: 'consumer', passwordHash: '', demo: true })
  return { accountId, email }
}

/** One turn of the worker: what it reports, and what it throws. */
async function turn(): Promise<{ reported: unknown[]; thrown: unknown }> {
  const reported: unknown[] = []
  const thrown = await sendDue(send.send, (error) => reported.push(error)).catch((error: unknown) => error)
  return { reported, thrown }
}

const states = async () => Object.fromEntries(await countMails())

describe('a message', () => {
  test('is queued with the act, or not at all', async () => {
    const { accountId } = await somebody()
    const failing = withTransaction(async () => {
      await queueMail({ accountId, kind: 'test', message })
      throw new Error('the act failed')
    })
    await expect(failing).rejects.toThrow('the act failed')
    expect(await states()).toEqual({})
    await withTransaction(() => queueMail({ accountId, kind: 'test', message }))
    expect(await states()).toEqual({ waiting: 1 })
  })

  test('leaves as plain text and HTML, to the address that the account has by then', async () => {
    const { accountId } = await somebody()
    await queueMail({ accountId, kind: 'test', message })
    const email = `new-${newId('account').toLowerCase()}@test.example`
    await db().account.update({ where: { id: accountId }, data: { email } })
    expect(await turn()).toEqual({ reported: [], thrown: undefined })
    const [mail] = sink.received
    expect(mail?.to).toMatchObject({ text: email })
    expect(mail?.from?.text).toBe('"EnergyOS Consent" <no-reply@consent.example>')
    expect(mail?.subject).toBe(message.subject)
    expect(mail?.text).toContain(`http://localhost:3000/stop/${SECRET}`)
    expect(mail?.html).toContain(`href="http://localhost:3000/stop/${SECRET}"`)
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(await states()).toEqual({ sent: 1 })
  })

  test('goes to an address without an account too', async () => {
    await queueMail({ address: 'gone@test.example', kind: 'test', message })
    await turn()
    expect(sink.received.map(({ to }) => to && 'text' in to && to.text)).toEqual(['gone@test.example'])
  })

  test('is on disk in no form that could be read or used, and forgotten once it has left', async () => {
    await queueMail({ address: 'gone@test.example', kind: 'test', message })
    const dump = async () =>
      (await db().$queryRaw<{ text: string }[]>`select to_jsonb(m)::text as text from mail m`)[0]?.text
    expect(await dump()).toContain('"sealed": "ey')
    for (const secret of ['gone@', SECRET, 'Brightly']) expect(await dump()).not.toContain(secret)
    await turn()
    expect(await dump()).toContain('"sealed": null')
    testingOnlyMoveClock(31 * DAY)
    await deleteSettled(new Date(Date.now() + DAY))
    expect(await states()).toEqual({})
  })

  test('is sent once by however many workers', async () => {
    const { accountId } = await somebody()
    await queueMails(Array.from({ length: 60 }, () => ({ accountId, kind: 'test', message })))
    await Promise.all([turn(), turn(), turn()])
    expect(sink.received).toHaveLength(60)
    expect(new Set(sink.received.map(({ messageId }) => messageId)).size).toBe(60)
  })

  test('waits longer after each failure, and is the same message then', async () => {
    const { accountId } = await somebody()
    await queueMail({ accountId, kind: 'test', message })
    sink.refuse = 451
    expect(await turn()).toMatchObject({ reported: [], thrown: { responseCode: 451 } })
    expect(await turn(), 'too early').toEqual({ reported: [], thrown: undefined })
    const waits = []
    for (let clock = 0; waits.length < 4; ) {
      const [row] = await db().mail.findMany()
      waits.push(Math.round(((row?.notBefore.getTime() ?? 0) - Date.now() - clock) / MINUTE))
      clock += (waits.at(-1) ?? 0) * MINUTE + 1_000
      testingOnlyMoveClock(clock)
      await turn()
    }
    expect(waits).toEqual([1, 2, 4, 8])
    sink.refuse = undefined
    testingOnlyMoveClock(DAY)
    await turn()
    expect(sink.received).toHaveLength(1)
  })

  test('is given up after three days, which is said without the address or the text', async () => {
    const { accountId, email } = await somebody()
    await queueMail({ accountId, kind: 'test.kind', message })
    sink.refuse = 451
    await turn()
    testingOnlyMoveClock(3 * DAY + MINUTE)
    const { reported } = await turn()
    expect(reported).toEqual([expect.any(MailGivenUp)])
    expect(reported).toMatchObject([{ code: 'test.kind' }])
    expect(String(reported[0])).not.toMatch(new RegExp(`${email}|Brightly|${SECRET}`))
    expect(await states()).toEqual({ given_up: 1 })
  })

  test('is given up at once when there is no such mailbox, no account any more, or its time was shorter', async () => {
    const [refused, closed, late] = [await somebody(), await somebody(), await somebody()]
    const kinds = async () => (await turn()).reported.map((error) => (error as MailGivenUp).code)
    await queueMail({ accountId: refused.accountId, kind: 'refused', message })
    sink.refuse = 550
    expect(await kinds()).toEqual(['refused'])
    sink.refuse = undefined
    await queueMail({ accountId: closed.accountId, kind: 'closed', message })
    await db().account.update({ where: { id: closed.accountId }, data: { closedAt: new Date() } })
    expect(await kinds()).toEqual(['closed'])
    await queueMail({ accountId: late.accountId, kind: 'late', message, until: new Date() })
    expect(await kinds()).toEqual(['late'])
    expect(sink.received).toEqual([])
  })

  test('whose link leads elsewhere is never sent', async () => {
    const path = '//evil.example/' as const
    const evil: MailMessage = { ...message, parts: [{ kind: 'link', text: 'Look', path }] }
    await queueMail({ address: 'a@test.example', kind: 'test', message: evil })
    expect((await turn()).thrown).toBeInstanceOf(Error)
    expect(sink.received).toEqual([])
  })

  test('is sent by the worker, which stops when told', async () => {
    await queueMail({ address: 'a@test.example', kind: 'test', message })
    const errors: unknown[] = []
    const worker = startMailing((error) => errors.push(error))
    await vi.waitFor(() => expect(sink.received).toHaveLength(1))
    await worker.stop()
    expect(errors).toEqual([])
  })
})

describe('in a demo without a mail server', () => {
  test('messages stay here, each for its own person', async () => {
    withoutServer()
    const [one, other] = [await somebody(), await somebody()]
    await queueMail({ ...one, kind: 'test', message })
    expect(await states()).toEqual({ kept: 1 })
    expect(await listMailbox(other.accountId)).toEqual([])
    const [kept] = await listMailbox(one.accountId)
    expect(kept?.message).toEqual(message)
    expect(await showKeptMail(other.accountId, kept?.id ?? '')).toBeUndefined()
    expect((await showKeptMail(one.accountId, kept?.id ?? ''))?.rendered.text).toContain(SECRET)
  })

  test('nothing that was kept is sent once there is a server', async () => {
    withoutServer()
    await queueMail({ ...(await somebody()), kind: 'test', message })
    withServer()
    await turn()
    expect(sink.received).toEqual([])
  })
})
