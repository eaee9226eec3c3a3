import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { type ArrangementId, newId } from '#lib/core/index.ts'
import { db, pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { env } from '#lib/env.ts'
import { listMailbox, type MailMessage } from '#lib/mail/index.ts'
import { renderMessage } from '#lib/mail/render-message.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import {
  expireConsents,
  findByStopLink,
  giveConsent,
  giveUpProduct,
  revokeConsent,
  showConnection,
  stopByLink,
  withdrawConsent,
} from '../index.ts'
import { proposeConsent } from '../propose-consent.ts'
import { stopPath } from '../stop-link.ts'
import { type ReceiptKind, receipts, writeReceipt } from './receipts.ts'
import type { Told } from './told.ts'

const DAY = 86_400_000

let world: World
let home: { mpan: string; address: string; postcode: string }

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('receipts')
  home = await db().supplyPoint.findFirstOrThrow({ where: { id: world.supplyPointId } })
})
afterEach(() => testingOnlyMoveClock(0))

const give = (amends?: { action: 'replace'; arrangementId: ArrangementId }, standing?: string) =>
  giveConsent(world.actor, {
    requestId: randomUUID(),
    detail: energyRequest(),
    product: world.product,
    redirectUri: world.redirectUri,
    choices: { ...allowAll(world).allow, ...(standing && { standing }) },
    ...(amends && { amends }),
  })

const kindsOf = async (id: ArrangementId) =>
  (await listMailbox(world.actor.accountId))
    .filter(({ message }) => JSON.stringify(message).includes(id))
    .map(({ kind }) => kind)
    .reverse()
const latest = async () => (await listMailbox(world.actor.accountId))[0]

const recipient = () => ({ kind: 'participant' as const, participantId: world.product.participant.id })

describe('[R1] [W8] a receipt is owed', () => {
  test('for giving, changing and stopping, with who, why, what, where, until when, and how to stop and complain', async () => {
    const { arrangementId } = await give()
    const amends = { action: 'replace' as const, arrangementId }
    const { standing } = await proposeConsent(world.actor, {
      detail: energyRequest(),
      product: world.product,
      redirectUri: world.redirectUri,
      amends,
    })
    await give(amends, standing?.consentId)
    const { text } = renderMessage((await latest())?.message as MailMessage)
    for (const part of [
      'Company receipts (Company receipts Ltd, TEST-receipts)',
      'To compare tariffs for you.',
      'Your electricity use every half hour',
      `Meter ending …${home.mpan.slice(-4)}`,
      `${env().issuer}/connections/${arrangementId}`,
      `${env().issuer}${await stopPath(arrangementId)}`,
      `call ${env().supportPhone}`,
      'https://recipient.test/privacy',
      'Information Commissioner',
      `Reference: ${arrangementId}`,
    ])
      expect(text).toContain(part)
    expect(text).toMatch(/Ends: At the end of \d+ \w+ 20\d\d/)
    await withdrawConsent(world.actor, arrangementId)
    await withdrawConsent(world.actor, arrangementId)
    expect(await kindsOf(arrangementId)).toEqual(['consent.given', 'consent.changed', 'consent.withdrawn'])
  })

  test('when it ends by its date, by the recipient, for safety, or with the app', async () => {
    const [expired, givenUp, unsafe] = [await give(), await give(), await give()]
    await revokeConsent(recipient(), givenUp.arrangementId)
    await revokeConsent({ kind: 'system', process: 'test' }, unsafe.arrangementId)
    testingOnlyMoveClock(60 * DAY)
    await expireConsents()
    testingOnlyMoveClock(0)
    const left = await give()
    await giveUpProduct(recipient(), world.product.id)
    expect(await kindsOf(expired.arrangementId)).toEqual(['consent.given', 'consent.expired'])
    expect(await kindsOf(givenUp.arrangementId)).toEqual(['consent.given', 'consent.given-up'])
    expect(await kindsOf(unsafe.arrangementId)).toEqual(['consent.given', 'consent.ended-for-safety'])
    expect(await kindsOf(left.arrangementId)).toEqual(['consent.given', 'consent.invalidated'])
    world = await makeWorld('receipts-2')
    home = await db().supplyPoint.findFirstOrThrow({ where: { id: world.supplyPointId } })
  })

  test('or nothing happens: what can’t be written on paper is not done', async () => {
    const { arrangementId } = await give()
    await pool().query('alter table mail rename to mail_gone')
    await expect(withdrawConsent(world.actor, arrangementId)).rejects.toThrow()
    await pool().query('alter table mail_gone rename to mail')
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({ state: 'active' })
  })
})

describe('[W9] the link that stops', () => {
  const tokenOf = async (id: ArrangementId) => (await stopPath(id)).replace('/stop/', '')

  test('stops the one connection that it names, and the ledger says who and through what', async () => {
    const [one, other] = [await give(), await give()]
    const token = await tokenOf(one.arrangementId)
    expect(await findByStopLink(token)).toMatchObject({ arrangementId: one.arrangementId })
    expect(await showConnection(world.actor, one.arrangementId), 'looking').toMatchObject({ state: 'active' })
    expect(await stopByLink(token)).toBe(true)
    expect(await stopByLink(token)).toBe(true)
    expect(await showConnection(world.actor, one.arrangementId)).toMatchObject({ state: 'withdrawn' })
    expect(await showConnection(world.actor, other.arrangementId)).toMatchObject({ state: 'active' })
    const opening = await db().ledgerOpening.findFirst({ orderBy: { entrySeq: 'desc' } })
    expect(opening?.private).toEqual({ account: world.actor.accountId, channel: 'mail' })
  })

  test('is refused when one character of it differs, or it names another connection', async () => {
    const [one, other] = [await give(), await give()]
    const token = await tokenOf(one.arrangementId)
    const [name = '', mac = ''] = token.split('.')
    const [otherName] = (await tokenOf(other.arrangementId)).split('.')
    const flipped = `${mac.slice(0, 9)}${mac[9] === 'A' ? 'B' : 'A'}${mac.slice(10)}`
    for (const forged of [
      `${name}.${flipped}`,
      `${otherName}.${mac}`,
      name,
      `${token}x`,
      '',
      `arr_${token}`,
    ]) {
      expect(await stopByLink(forged)).toBe(false)
      expect(await findByStopLink(forged)).toBeUndefined()
    }
    expect(await showConnection(world.actor, one.arrangementId)).toMatchObject({ state: 'active' })
    expect(await showConnection(world.actor, other.arrangementId)).toMatchObject({ state: 'active' })
  })
})

describe('every template', () => {
  const told: Told = {
    accountId: newId('account'),
    arrangementId: newId('arrangement'),
    consentId: newId('consent'),
    recipient: {
      tradingName: 'Brightly',
      legalName: 'Brightly Ltd',
      registerNumber: 'X-1',
      privacyUrl: 'https://brightly.example/privacy',
      phone: '08081 570 999',
    },
    purpose: 'To compare tariffs for you.',
    data: ['Your electricity use each day'],
    meters: ['1234', '5678'],
    onwardSharing: [],
    historyFrom: new Date('2025-06-01'),
    endsAt: new Date('2027-01-01T00:00:00Z'),
    stopPath: '/stop/x',
  }
  const all = (Object.keys(receipts) as ReceiptKind[]).map((kind) => ({
    kind,
    text: renderMessage(writeReceipt(kind, told)).text,
  }))

  test.each(all)('[R3] $kind: names no home but by the last digits of its meter', ({ text }) => {
    expect(text).toContain('…1234')
    const withoutPhones = text.replace(/08081 570 \d{3}/g, '')
    expect(withoutPhones).not.toMatch(/\d{5,}|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|\bkWh\b|\bWh\b/)
  })

  test.each(all)('[R1] [W2] $kind: plain words, short sentences, no plea', ({ text }) => {
    expect(text).not.toMatch(
      /authoris|revoke|third part|\bAPI\b|processing|consent to|sorry|please|miss out|sure\?/i,
    )
    const words = text.replace(/https?:\S+/g, '').split(/[.!?:]\s|\n/)
    for (const sentence of words) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(25)
  })
})

test('[R3] nothing that was sent in all these tests says more of a home', async () => {
  const { rows } = await pool().query('select distinct account_id from mail')
  let read = 0
  for (const { account_id } of rows) {
    for (const { message } of await listMailbox(account_id)) {
      const { text, html } = renderMessage(message)
      read += 1
      for (const secret of [home.mpan, home.address, home.postcode, 'receipts Street']) {
        expect(text).not.toContain(secret)
        expect(html).not.toContain(secret)
      }
    }
  }
  expect(read).toBeGreaterThan(15)
})
