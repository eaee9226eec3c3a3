import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { encodeSeries, type Granularity } from '#lib/energy/index.ts'
import { holderOf, issueToken } from '#lib/testing/token.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { discloseReadings } from './disclose-readings.ts'
import { discloseSupplyPoints } from './disclose-supply-points.ts'

const [HALF_HOUR, DAY] = [1_800_000, 86_400_000]
const today = Math.floor(Date.now() / DAY) * DAY

let world: World
let handle: string
let tokenHash: Buffer

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('proof')
  const given = await giveConsent(world.actor, {
    requestId: randomUUID(),
    detail: energyRequest(),
    product: world.product,
    redirectUri: world.redirectUri,
    choices: allowAll(world).allow,
  })
  handle = given.detail.supply_points[0] ?? ''
  tokenHash = await issueToken(given.arrangementId, world.product.clientId)
})

const set = (proof: {
  level: number
  opensAt?: Date | null
  endsAt?: Date | null
  verifiedUntil?: Date | null
}) => db().occupancy.update({ where: { id: world.occupancyId }, data: proof })

const whole = { level: 2, opensAt: new Date('2020-01-01T00:00:00Z'), endsAt: null, verifiedUntil: null }

beforeEach(() => set(whole))

const circumstances = { interactionId: randomUUID(), customerPresent: false }

const read = async (granularity: Granularity | undefined, fromMs = today - 9 * DAY, toMs = today) => {
  const request = { handle, fromMs, toMs, granularity }
  const { body, readings } = await discloseReadings(
    holderOf(tokenHash),
    request,
    circumstances,
    (shared, decided) => encodeSeries(handle, shared, decided),
  )
  return { ...JSON.parse(String(body)), readings }
}

const pointsSeen = async () =>
  (await discloseSupplyPoints(holderOf(tokenHash), circumstances, () => undefined)).points.length

describe('a consent to every half hour gives no more than the proof of the home opens', () => {
  test('[O2] every half hour', async () => {
    expect((await read('PT30M')).readings).toBe(9 * 48)
    expect(await pointsSeen()).toBe(1)
  })

  test('[O1] days, and half hours are refused', async () => {
    await set({ level: 1 })
    await expect(read('PT30M')).rejects.toMatchObject({ reason: 'granularity-not-granted' })
    expect(await read(undefined)).toMatchObject({ granularity: 'P1D' })
    expect((await read('P1D')).readings).toBeGreaterThan(5)
  })

  test('[O0] nothing, and the supply point is not there', async () => {
    await set({ level: 0 })
    for (const granularity of ['PT30M', 'P1D', 'P1M', undefined] as const)
      expect((await read(granularity)).readings).toBe(0)
    expect(await pointsSeen()).toBe(0)
  })

  test('nothing once the proof has run out', async () => {
    await set({ level: 3, verifiedUntil: new Date(Date.now() - 1000) })
    expect((await read('PT30M')).readings).toBe(0)
    expect(await pointsSeen()).toBe(0)
    await set({ level: 3, verifiedUntil: new Date(Date.now() + 60_000) })
    expect((await read('PT30M')).readings).toBe(9 * 48)
  })

  test('nothing from before it opens and after they left, whatever is asked', async () => {
    const halfHour = fc.integer({ min: 0, max: 11 * 48 })
    await fc.assert(
      fc.asyncProperty(halfHour, halfHour, halfHour, halfHour, async (opens, length, from, span) => {
        const opensAt = today - 10 * DAY + opens * HALF_HOUR
        const endsAt = opensAt + (length + 1) * HALF_HOUR
        await set({ level: 2, opensAt: new Date(opensAt), endsAt: new Date(endsAt) })
        const asked = today - 10 * DAY + from * HALF_HOUR
        const { days } = await read('PT30M', asked, asked + (span + 1) * HALF_HOUR)
        for (const { start, values } of days as { start: string; values: (number | null)[] }[]) {
          expect(Date.parse(start)).toBeGreaterThanOrEqual(opensAt)
          expect(Date.parse(start) + values.length * HALF_HOUR).toBeLessThanOrEqual(endsAt)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('the database keeps no level without a day from which it opens', async () => {
    await expect(set({ level: 2, opensAt: null })).rejects.toThrow('occupancy_proved_opens')
    await expect(set({ level: 2, opensAt: new Date('2019-01-01') })).rejects.toThrow('occupancy_opens')
  })
})
