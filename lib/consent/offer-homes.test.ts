import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SupplyPointId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { addSupplyPoint, startOccupancy } from '#lib/energy/index.ts'
import { testingOnlyAddSupplyPoint } from '#lib/energy/testing.ts'
import { energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { giveConsent } from './give-consent.ts'
import { tooDetailed } from './offer-homes.ts'
import { proposeConsent } from './propose-consent.ts'

let world: World

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('offer')
})

const asked = (detail: object = energyRequest()) => ({
  detail,
  product: world.product,
  redirectUri: world.redirectUri,
})

const setLevel = (level: number) =>
  db().occupancy.update({ where: { id: world.occupancyId }, data: { level } })

beforeEach(() => setLevel(2))

const give = (supplyPoints: string[], usage: string) =>
  giveConsent(world.actor, {
    ...asked(),
    requestId: randomUUID(),
    choices: { supplyPoints, usage, until: energyRequest().access.until },
  })

async function addHome(level: 0 | 1 | 2): Promise<SupplyPointId> {
  const { id } = await testingOnlyAddSupplyPoint()
  const startsAt = new Date('2024-01-01T00:00:00Z')
  await startOccupancy({
    accountId: world.actor.accountId,
    supplyPointId: id,
    startsAt,
    level,
    method: 'test',
  })
  return id
}

describe('[C5] what the proof of a home opens', () => {
  test('[O2] is all that was asked for', async () => {
    const { offer, homes } = await proposeConsent(world.actor, asked())
    expect(offer).toMatchObject({
      usage: ['meter.electricity.hh', 'meter.electricity.daily', 'meter.electricity.monthly'],
      withheld: [],
    })
    expect(homes).toMatchObject([{ withheld: undefined, limited: false }])
  })

  test('[O1] is days and months: half hours are not on offer, and refused if they come all the same', async () => {
    await setLevel(1)
    const { offer, homes } = await proposeConsent(world.actor, asked())
    expect(offer).toMatchObject({
      usage: ['meter.electricity.daily', 'meter.electricity.monthly'],
      withheld: ['meter.electricity.hh'],
    })
    expect(homes).toMatchObject([{ withheld: undefined, limited: true }])
    await expect(give([world.supplyPointId], 'meter.electricity.hh')).rejects.toMatchObject({
      reason: 'home-not-proved',
    })
    const { detail } = await give([world.supplyPointId], 'meter.electricity.daily')
    expect(detail.datatypes).toContain('meter.electricity.daily')
  })

  test('[O0] is nothing: the home says why, and is refused if it comes all the same', async () => {
    await setLevel(0)
    const { homes } = await proposeConsent(world.actor, asked())
    expect(homes).toMatchObject([{ withheld: 'not-proved' }])
    await expect(give([world.supplyPointId], 'meter.electricity.monthly')).rejects.toMatchObject({
      reason: 'home-not-proved',
    })
  })

  test('of two homes each keeps to its own: the one that opens less is named', async () => {
    const weak = await addHome(1)
    const { offer, homes } = await proposeConsent(world.actor, asked())
    expect(offer.withheld).toEqual([])
    const both = [world.supplyPointId, weak]
    const halfHours = { supplyPoints: both, usage: 'meter.electricity.hh' }
    expect(tooDetailed(homes, halfHours).map(({ supplyPointId }) => supplyPointId)).toEqual([weak])
    expect(tooDetailed(homes, { ...halfHours, usage: 'meter.electricity.daily' })).toEqual([])
    await expect(give(both, 'meter.electricity.hh')).rejects.toMatchObject({ reason: 'home-not-proved' })
    await give(both, 'meter.electricity.daily')
  })

  test('gas never comes along with electricity', async () => {
    const gas = await addSupplyPoint({
      mpan: '3938424403',
      numberKind: 'mprn',
      address: '1 offer Street',
      postcode: 'N1 1AA',
    })
    const startsAt = new Date('2024-01-01T00:00:00Z')
    const { accountId } = world.actor
    await startOccupancy({ accountId, supplyPointId: gas.id, startsAt, level: 2, method: 'test' })
    const { homes } = await proposeConsent(world.actor, asked())
    expect(homes.find(({ supplyPointId }) => supplyPointId === gas.id)).toMatchObject({ withheld: 'gas' })
    await expect(give([world.supplyPointId, gas.id], 'meter.electricity.daily')).rejects.toMatchObject({
      reason: 'home-not-proved',
    })
  })
})
