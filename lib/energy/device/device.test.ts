import { beforeAll, describe, expect, test } from 'vitest'
import { type AccountId, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { endOccupancy } from '../end-occupancy.ts'
import { startOccupancy } from '../start-occupancy.ts'
import { testingOnlyAddAccount, testingOnlyAddSupplyPoint } from '../testing.ts'
import { linkDevice } from './link-device.ts'
import { listDevices } from './list-devices.ts'
import { releaseDevice } from './release-device.ts'

const DAY = 86_400_000
const ago = (days: number) => new Date(nowMs() - days * DAY)
let accountId: AccountId
let occupancyId: OccupancyId

beforeAll(async () => {
  await useTestDatabase()
  accountId = await testingOnlyAddAccount()
  const { id: supplyPointId } = await testingOnlyAddSupplyPoint()
  occupancyId = (
    await startOccupancy({ accountId, supplyPointId, startsAt: ago(100), level: 2, method: 'test' })
  ).id
})

const car = () => ({
  accountId,
  occupancyId,
  kind: 'vehicle' as const,
  label: 'Our car',
  make: 'Demo Motors',
  model: 'One',
  ownedFrom: ago(50),
  demo: true,
})

describe('a device', () => {
  test('is linked and, once sold, is no longer theirs; the ledger says both and names nobody', async () => {
    const { id } = await linkDevice(car())
    expect(await listDevices(accountId)).toMatchObject([{ id, owned: true, ownedUntil: null }])
    const at = ago(1)
    await releaseDevice({ accountId, deviceId: id, at })
    expect(await listDevices(accountId)).toMatchObject([{ id, owned: false, ownedUntil: at }])
    const entries = await db().ledgerEntry.findMany({ where: { type: { startsWith: 'device.' } } })
    expect(entries.map(({ type }) => type)).toEqual(['device.linked', 'device.released'])
    for (const { leaf } of entries) {
      expect(Buffer.from(leaf).toString()).not.toMatch(new RegExp(`${accountId}|Our car|Demo Motors`))
    }
  })

  test('is released once: the same again changes nothing, another day is refused', async () => {
    const { id: deviceId } = await linkDevice(car())
    const at = ago(2)
    await releaseDevice({ accountId, deviceId, at })
    const before = await db().ledgerEntry.count()
    await releaseDevice({ accountId, deviceId, at })
    expect(await db().ledgerEntry.count()).toBe(before)
    await expect(releaseDevice({ accountId, deviceId, at: ago(1) })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('is not given away before it was theirs, nor linked before', async () => {
    const { id: deviceId } = await linkDevice(car())
    await expect(releaseDevice({ accountId, deviceId, at: ago(51) })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(linkDevice({ ...car(), ownedFrom: ago(-1) })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('of somebody else, or at a home of somebody else, is not there', async () => {
    const { id: deviceId } = await linkDevice(car())
    const stranger = await testingOnlyAddAccount()
    await expect(releaseDevice({ accountId: stranger, deviceId, at: ago(1) })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(linkDevice({ ...car(), accountId: stranger })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listDevices(stranger)).toEqual([])
  })

  test('is not linked to a home that they left', async () => {
    const { id: supplyPointId } = await testingOnlyAddSupplyPoint()
    const old = await startOccupancy({
      accountId,
      supplyPointId,
      startsAt: ago(90),
      level: 2,
      method: 'test',
    })
    await endOccupancy({ accountId, occupancyId: old.id, endsAt: ago(3) })
    await expect(linkDevice({ ...car(), occupancyId: old.id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
