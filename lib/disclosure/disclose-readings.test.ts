import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { encodeSeries, endOccupancy, settlementDateOf, writeReadings } from '#lib/energy/index.ts'
import { certifiedHolderOf, holderOf, issueToken } from '#lib/testing/token.ts'
import { consentInput, makeWorld, type World } from '#lib/testing/world.ts'
import { discloseReadings } from './disclose-readings.ts'
import { recordDisclosure } from './record-disclosure.ts'

const HALF_HOUR = 1_800_000
const DAY = 86_400_000
const today = Math.floor(Date.now() / DAY) * DAY
const from = today - 60 * DAY

let world: World
let handle: string
let arrangementId: string
let tokenHash: Buffer

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('disclosure')
  // Every half hour of 60 days says which one it is, so that an answer shows exactly what it lets through.
  const days = Array.from({ length: 60 }, (_, day) => ({
    supplyPointKey: world.supplyPointKey,
    dayNumber: from / DAY + day,
    values: Int32Array.from({ length: 48 }, (_, slot) => day * 48 + slot),
  }))
  await writeReadings(days)
  const given = await giveConsent(world.actor, consentInput(world))
  arrangementId = given.arrangementId
  handle = given.detail.supply_points[0] ?? ''
  tokenHash = await issueToken(arrangementId, world.product.clientId)
})

const circumstances = { interactionId: randomUUID(), customerPresent: false }

/** The slots (half hours since `from`) that a read of [fromMs, toMs) returns. */
async function readSlots(
  fromMs: number,
  toMs: number,
  holder = holderOf(tokenHash),
  asked = handle,
): Promise<number[]> {
  const request = { handle: asked, fromMs, toMs, granularity: undefined }
  const { body } = await discloseReadings(holder, request, circumstances, (shared, granularity) =>
    encodeSeries(asked, shared, granularity),
  )
  const { days } = JSON.parse(String(body)) as { days: { values: (number | null)[] }[] }
  return days.flatMap(({ values }) => values.filter((value) => value !== null))
}

const slot = (ms: number) => (ms - from) / HALF_HOUR

describe('what a token lets through', () => {
  test('is exactly the part of the period within the consent', async () => {
    const historyFrom = (
      await db().consent.findFirstOrThrow({ where: { arrangementId } })
    ).historyFrom.getTime()
    const slots = await readSlots(from, today)
    expect(slots[0]).toBe(slot(historyFrom))
    expect(slots.at(-1)).toBe(slot(today) - 1)
    expect(slots).toHaveLength((today - historyFrom) / HALF_HOUR)
  })

  test('is silently nothing outside it', async () => {
    expect(await readSlots(from, from + DAY)).toEqual([])
    expect(await readSlots(from, today, undefined, 'sp_AAAAAAAAAAAAAAAAAAAAAA')).toEqual([])
  })

  const issue = (options?: Parameters<typeof issueToken>[2]) =>
    issueToken(arrangementId, world.product.clientId, options)
  const certified = () => issue({ boundTo: { x5tS256: 'certificate' } })

  test('is the same for a token that is bound to a certificate, as often as it is shown', async () => {
    const holder = certifiedHolderOf(await certified(), 'certificate')
    const before = await db().disclosure.count()
    for (let time = 1; time <= 3; time += 1) {
      expect(await readSlots(today - DAY, today, holder)).toHaveLength(48)
      expect(await db().disclosure.count()).toBe(before + time)
    }
  })

  test.each([
    ['another key', async () => holderOf(tokenHash, 'other')],
    ['a certificate instead of the key', async () => certifiedHolderOf(tokenHash, 'key')],
    ['another certificate', async () => certifiedHolderOf(await certified(), 'other')],
    ['a key instead of the certificate', async () => holderOf(await certified(), 'certificate')],
    ['another token', async () => holderOf(randomBytes(32))],
    ['a token that ran out', async () => holderOf(await issue({ expiresAt: new Date(Date.now() - 1) }))],
    [
      'a token of no arrangement',
      async () => holderOf(await issueToken('arr_AAAAAAAAAAAAAAAAAAAAAA', world.product.clientId)),
    ],
  ])('is refused with %s, and nothing is recorded', async (_what, makeHolder) => {
    const before = await db().disclosure.count()
    await expect(readSlots(from, today, await makeHolder())).rejects.toMatchObject({
      reason: 'token-not-accepted',
    })
    expect(await db().disclosure.count()).toBe(before)
  })

  test.each([
    ['to nothing', {}],
    ['to a key and a certificate', { jkt: 'key', x5tS256: 'certificate' }],
  ])('is nothing for a token that is bound %s: the database refuses to keep one', async (_what, boundTo) => {
    await expect(issue({ boundTo })).rejects.toThrow('access_token_is_bound')
  })

  test('is on record with the period that was let through and how many readings left', async () => {
    const count = (await readSlots(today - 2 * DAY, today + 5 * DAY)).length
    const record = await db().disclosure.findFirstOrThrow({
      where: { arrangementId },
      orderBy: { id: 'desc' },
    })
    expect(record).toMatchObject({
      readings: count,
      permission: 'meter.electricity.hh',
      periodFrom: new Date(today - 2 * DAY),
    })
    expect(count).toBe(96)
  })
})

describe('what waits for one commit', () => {
  test('is recorded once for a proof, however often it comes, and each time for a certificate', async () => {
    const { consentId } = await db().disclosure.findFirstOrThrow({ where: { arrangementId } })
    const interactionId = randomUUID()
    const record = {
      arrangementId: arrangementId as `arr_${string}`,
      consentId: consentId as `con_${string}`,
      supplyPointId: null,
      permission: 'supply-point.basic',
      granularity: null,
      periodFrom: null,
      periodTo: null,
      readings: 0,
    }
    const proven = holderOf(tokenHash)
    const certified = certifiedHolderOf(tokenHash, 'certificate')
    const outcomes = await Promise.allSettled(
      [certified, proven, proven, certified, proven].map((holder) =>
        recordDisclosure({ holder, circumstances: { interactionId, customerPresent: false }, record }),
      ),
    )
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ])
    expect(await db().disclosure.count({ where: { interactionId } })).toBe(3)
  })
})

describe('totals', () => {
  test('are of whole days and months that are over, so that none can be taken apart by asking twice', async () => {
    const ask = async (granularity: 'P1D' | 'P1M') => {
      const request = { handle, fromMs: today - 40 * DAY, toMs: today + 40 * DAY, granularity }
      const { body } = await discloseReadings(
        holderOf(tokenHash),
        request,
        circumstances,
        (shared, decided) => encodeSeries(handle, shared, decided),
      )
      return JSON.parse(String(body))
    }
    const dates = (await ask('P1D')).days.map(
      ({ settlementDate }: { settlementDate: string }) => settlementDate,
    )
    expect(dates).not.toContain(settlementDateOf(Date.now()))
    const months = (await ask('P1M')).months.map(({ month }: { month: string }) => month)
    expect(months).not.toContain(settlementDateOf(Date.now()).slice(0, 7))
  })
})

describe('after moving out', () => {
  test('whatever is asked, no reading from outside the occupancy is returned', async () => {
    const endsAt = new Date(today - 5 * DAY + 7 * HALF_HOUR)
    await endOccupancy({ accountId: world.actor.accountId, occupancyId: world.occupancyId, endsAt })
    const { historyFrom } = await db().consent.findFirstOrThrow({ where: { arrangementId } })
    const half = fc.integer({ min: -100, max: 61 * 48 })
    await fc.assert(
      fc.asyncProperty(half, fc.integer({ min: 1, max: 61 * 48 }), async (start, length) => {
        const [fromMs, toMs] = [from + start * HALF_HOUR, from + (start + length) * HALF_HOUR]
        const low = Math.max(slot(fromMs), slot(historyFrom.getTime()), 0)
        const high = Math.min(slot(toMs), slot(endsAt.getTime()))
        const expected = Array.from({ length: Math.max(0, high - low) }, (_, i) => low + i)
        expect(await readSlots(fromMs, toMs)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })
})
