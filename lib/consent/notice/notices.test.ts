import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { type ArrangementId, newId, nowMs } from '#lib/core/index.ts'
import { db, pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import { listMailbox } from '#lib/mail/index.ts'
import { renderMessage } from '#lib/mail/render-message.ts'
import {
  deactivateProduct,
  reinstateParticipant,
  reinstateProduct,
  suspendParticipant,
} from '#lib/register/index.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { giveConsent, withdrawConsent } from '../index.ts'
import { chooseSummary, showSummaryChoice } from './choose-summary.ts'
import { sendSummaries } from './send-summaries.ts'
import { tellNotices } from './tell-notices.ts'

const DAY = 86_400_000

let world: World
let count = 0

beforeAll(useTestDatabase)
beforeEach(async () => {
  world = await makeWorld(`notices-${++count}`)
})
afterEach(async () => {
  testingOnlyMoveClock(0)
  await pool().query("delete from mail; update consent set state = 'withdrawn' where state = 'active'")
})

/** A connection until so many days from now. */
async function give(days = 100, who = world): Promise<ArrangementId> {
  const until = settlementDateOf(nowMs() + days * DAY)
  const { arrangementId } = await giveConsent(who.actor, {
    requestId: randomUUID(),
    detail: energyRequest({ access: { until } }),
    product: who.product,
    redirectUri: who.redirectUri,
    choices: { ...allowAll(who).allow, until },
  })
  return arrangementId
}

/** What they were told since, oldest first, without the receipts of giving and stopping. */
const told = async (who = world) =>
  (await listMailbox(who.actor.accountId))
    .filter(({ kind }) => !kind.startsWith('consent.given') && kind !== 'consent.withdrawn')
    .reverse()
const subjects = async (who = world) => (await told(who)).map(({ message }) => message.subject)

describe('[R4] what ends by itself', () => {
  test('is told 30, 7 and 1 days before, once each, and not after it was stopped', async () => {
    const [, stopped] = [await give(100), await give(100)]
    for (const [day, heard] of [
      [69, 0],
      [71, 2],
      [80, 0],
      [94, 2],
      [95, 0],
    ] as const) {
      testingOnlyMoveClock(day * DAY)
      expect(await tellNotices(), `after ${day} days`).toBe(heard)
      expect(await tellNotices(), 'again').toBe(0)
    }
    await withdrawConsent(world.actor, stopped)
    testingOnlyMoveClock(100.2 * DAY)
    expect(await tellNotices()).toBe(1)
    const name = world.product.participant.tradingName
    expect(await subjects()).toEqual([
      `Sharing with ${name} ends within 30 days`,
      `Sharing with ${name} ends within 30 days`,
      `Sharing with ${name} ends within 7 days`,
      `Sharing with ${name} ends within 7 days`,
      `Sharing with ${name} ends within a day`,
    ])
  })

  test('says only the nearest when nobody was there to say the others, and nothing on the day of agreeing', async () => {
    await give(100)
    testingOnlyMoveClock(96 * DAY)
    expect(await tellNotices()).toBe(1)
    expect(await subjects()).toEqual([expect.stringContaining('within 7 days')])
    await give(7)
    expect(await tellNotices()).toBe(0)
  })

  test('is told once by however many processes', async () => {
    await give(100)
    testingOnlyMoveClock(75 * DAY)
    await Promise.all(Array.from({ length: 5 }, () => tellNotices()))
    expect(await told()).toHaveLength(1)
  })
})

describe('[R6] what happens without them', () => {
  test('the first use is told, once, with what and when', async () => {
    const arrangementId = await give()
    const { id: consentId } = await db().consent.findFirstOrThrow({ where: { arrangementId } })
    const use = {
      arrangementId,
      consentId,
      permission: 'meter.electricity.hh',
      readings: 48,
      customerPresent: false,
      interactionId: randomUUID(),
    }
    await tellNotices()
    expect(await told()).toEqual([])
    await db().disclosure.create({ data: use })
    await db().disclosure.create({ data: { ...use, interactionId: randomUUID() } })
    await tellNotices()
    await tellNotices()
    const [notice, ...more] = await told()
    expect(more).toEqual([])
    const { text } = renderMessage(notice?.message ?? { subject: '', lead: '', parts: [] })
    expect(text).toContain('for the first time')
    expect(text).toContain('What they got: your electricity use every half hour.')
    expect(text).not.toMatch(/\b48\b/)
  })

  test('a suspended company and a suspended app are told, with the reason, and so is their return', async () => {
    const operator = { kind: 'operator' as const, accountId: newId('account') }
    await give()
    const { id, participant } = world.product
    const reason = { code: 'security-incident' as const, sentence: 'A server was open to strangers.' }
    const settled = { code: 'settled' as const, sentence: 'It is closed now.' }
    await suspendParticipant(operator, participant.id, reason)
    await tellNotices()
    await tellNotices()
    await reinstateParticipant(operator, participant.id, settled)
    await tellNotices()
    await deactivateProduct(operator, id, reason)
    await tellNotices()
    await reinstateProduct(operator, id, settled)
    await tellNotices()
    await tellNotices()
    const name = participant.tradingName
    const held = `${name} can’t get your energy data at the moment`
    const back = `${name} can get your energy data again`
    expect(await subjects()).toEqual([held, back, held, back])
    const { text } = renderMessage((await told())[0]?.message ?? { subject: '', lead: '', parts: [] })
    expect(text).toContain('The reason: Its systems are not safe at the moment.')
    expect(text).toContain('A server was open to strangers.')
  })
})

describe('[R5] the summary', () => {
  test('is one message for all that stands, each quarter, with a link that stops each', async () => {
    const [one, two] = [await give(300), await give(300)]
    expect(await sendSummaries()).toBe(0)
    testingOnlyMoveClock(91 * DAY)
    expect(await sendSummaries()).toBe(1)
    expect(await sendSummaries()).toBe(0)
    const [summary] = await told()
    const text = renderMessage(summary?.message ?? { subject: '', lead: '', parts: [] }).text
    expect(text).toContain('You have 2 connections')
    expect(text).toContain('/account/notices')
    for (const id of [one, two]) expect(text).toContain(`/stop/${id.slice(4)}.`)
    testingOnlyMoveClock(182 * DAY)
    expect(await sendSummaries()).toBe(1)
  })

  test('comes half as often, or never, for those who choose so, and changes are told all the same', async () => {
    const [half, never] = [world, await makeWorld('notices-never')]
    expect(await showSummaryChoice(half.actor)).toBe('quarterly')
    await chooseSummary(half.actor, 'half-yearly')
    await chooseSummary(never.actor, 'changes')
    await give(300, half)
    const stopped = await give(300, never)
    testingOnlyMoveClock(95 * DAY)
    expect(await sendSummaries()).toBe(0)
    testingOnlyMoveClock(183 * DAY)
    expect(await sendSummaries()).toBe(1)
    expect(await subjects(half)).toEqual(['Who gets your energy data'])
    testingOnlyMoveClock(294 * DAY)
    await tellNotices()
    await withdrawConsent(never.actor, stopped)
    const kinds = (await listMailbox(never.actor.accountId)).map(({ kind }) => kind).toSorted()
    expect(kinds).toEqual(['consent.expiring', 'consent.given', 'consent.withdrawn'])
  })

  test('is not for those with whom nothing stands', async () => {
    await withdrawConsent(world.actor, await give(300))
    testingOnlyMoveClock(200 * DAY)
    expect(await sendSummaries()).toBe(0)
  })

  test('[R3] none of these messages names a home but by the last digits of its meter', async () => {
    const home = await db().supplyPoint.findFirstOrThrow({ where: { id: world.supplyPointId } })
    await give(100)
    testingOnlyMoveClock(95 * DAY)
    await Promise.all([tellNotices(), sendSummaries()])
    const all = await told()
    expect(all).toHaveLength(2)
    for (const { message } of all)
      for (const secret of [home.mpan, home.address, home.postcode])
        expect(renderMessage(message).text).not.toContain(secret)
  })
})
