import { beforeAll, expect, it } from 'vitest'
import type { ConsumerActor, OccupancyId } from '#lib/core/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { startOccupancy } from '#lib/energy/index.ts'
import { testingOnlyAddAccount, testingOnlyAddSupplyPoint } from '../energy/testing.ts'
import { forgetTariff, keepTariff } from './keep-tariff.ts'
import { showTariffs } from './show-tariffs.ts'
import type { Tariff } from './tariff.ts'

await useTestDatabase()

let me: ConsumerActor
let other: ConsumerActor
let home: OccupancyId

const tariff: Tariff = {
  unitRate: 245_000,
  standingCharge: 533_500,
  vat: 'included',
  bands: [{ from: 1, to: 9, rate: 75_000 }],
}

beforeAll(async () => {
  me = { kind: 'consumer', accountId: await testingOnlyAddAccount() }
  other = { kind: 'consumer', accountId: await testingOnlyAddAccount() }
  const { id: supplyPointId } = await testingOnlyAddSupplyPoint()
  const startsAt = new Date('2026-01-01T00:00:00Z')
  const stay = { supplyPointId, startsAt, level: 2, method: 'test' } as const
  home = (await startOccupancy({ ...stay, accountId: me.accountId })).id
  await startOccupancy({ ...stay, accountId: other.accountId })
})

it('A tariff is kept for a home, replaced, and forgotten', async () => {
  await keepTariff(me, home, 'mine', { ...tariff, unitRate: 1 })
  await keepTariff(me, home, 'mine', tariff)
  await keepTariff(me, home, 'other', { ...tariff, vat: 'added', bands: [] })
  expect(await showTariffs(me, home)).toEqual({ mine: tariff, other: { ...tariff, vat: 'added', bands: [] } })
  await forgetTariff(me, home, 'other')
  expect(await showTariffs(me, home)).toEqual({ mine: tariff })
})

it('Nobody else reads, replaces or forgets it, not even who lives in the same home', async () => {
  await keepTariff(me, home, 'mine', tariff)
  expect(await showTariffs(other, home)).toEqual({})
  await expect(keepTariff(other, home, 'mine', { ...tariff, unitRate: 1 })).rejects.toMatchObject({
    code: 'not_found',
  })
  await forgetTariff(other, home, 'mine')
  expect(await showTariffs(me, home)).toEqual({ mine: tariff })
})
