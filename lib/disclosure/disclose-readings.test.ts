import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { encodeSeries, endOccupancy, settlementDateOf, writeReadings } from '#lib/energy/index.ts'
import { holderOf, issueToken } from '#lib/testing/token.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { discloseReadings } from './disclose-readings.ts'
import type { Holder } from './shared.ts'

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
  const given = await giveConsent(world.actor, {
    requestId: randomUUID(),
    detail: energyRequest(),
    product: world.product,
    redirectUri: world.redirectUri,
    choices: allowAll(world).allow,
  })
  arrangementId = given.arrangementId
  handle = given.detail.supply_points[0] ?? ''
  tokenHash = await issueToken(arrangementId, world.product.clientId)
})

const holder = (change: Partial<Holder> = {}) => holderOf(tokenHash, change)

const circumstances = { interactionId: randomUUID(), customerPresent: false }

/** The slots (half hours since `from`) that a read of [fromMs, toMs) returns. */
async function readSlots(
  fromMs: number,
  toMs: number,
  change: Partial<Holder> = {},
  asked = handle,
): Promise<number[]> {
  const request = { handle: asked, fromMs, toMs, granularity: undefined }
  const { body } = await discloseReadings(holder(change), request, circumstances, (shared, granularity) =>
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
    expect(await readSlots(from, today, {}, 'sp_AAAAAAAAAAAAAAAAAAAAAA')).toEqual([])
  })

  test.each<[string, () => Promise<Partial<Holder>>]>([
    ['another key', async () => ({ jkt: 'other' })],
    ['another token', async () => ({ tokenHash: randomBytes(32) })],
    [
      'a token that ran out',
      async () => ({
        tokenHash: await issueToken(arrangementId, world.product.clientId, {
          expiresAt: new Date(Date.now() - 1),
        }),
      }),
    ],
    [
      'a token of no arrangement',
      async () => ({ tokenHash: await issueToken('arr_AAAAAAAAAAAAAAAAAAAAAA', world.product.clientId) }),
    ],
  ])('is refused with %s, and nothing is recorded', async (_what, change) => {
    const before = await db().disclosure.count()
    await expect(readSlots(from, today, await change())).rejects.toMatchObject({
      reason: 'token-not-accepted',
    })
    expect(await db().disclosure.count()).toBe(before)
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

describe('totals', () => {
  test('are of whole days and months that are over, so that none can be taken apart by asking twice', async () => {
    const ask = async (granularity: 'P1D' | 'P1M') => {
      const request = { handle, fromMs: today - 40 * DAY, toMs: today + 40 * DAY, granularity }
      const { body } = await discloseReadings(holder(), request, circumstances, (shared, decided) =>
        encodeSeries(handle, shared, decided),
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
