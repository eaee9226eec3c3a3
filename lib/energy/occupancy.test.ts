import { beforeAll, describe, expect, it } from 'vitest'
import { type AccountId, newId, type OccupancyId } from '#lib/core/index.ts'
import { db, withTransaction } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { addSupplyPoint } from './add-supply-point.ts'
import { endOccupancy } from './end-occupancy.ts'
import { listHomes } from './list-homes.ts'
import { emptyDay } from './reading-day.ts'
import { showReadings } from './show-readings.ts'
import { startOccupancy } from './start-occupancy.ts'
import type { SupplyPoint } from './supply-point.ts'
import { testingOnlyAddAccount, testingOnlyAddSupplyPoint, testingOnlyMpan } from './testing.ts'
import { parseDate } from './utc-day.ts'
import { writeReadings } from './write-readings.ts'

await useTestDatabase()

const at = (text: string) => new Date(text)
const entries = () => db().ledgerEntry.findMany({ orderBy: { seq: 'asc' } })

let account: AccountId
let point: SupplyPoint

beforeAll(async () => {
  account = await testingOnlyAddAccount()
  point = await testingOnlyAddSupplyPoint()
})

const moveIn = (startsAt: string, accountId = account, supplyPointId = point.id) =>
  startOccupancy({ accountId, supplyPointId, startsAt: at(startsAt), level: 2, method: 'test' })

describe('a supply point', () => {
  it('is added with its MPAN checked and tidied', async () => {
    const mpan = testingOnlyMpan()
    const typed = `${mpan.slice(0, 2)} ${mpan.slice(2, 6)} ${mpan.slice(6)}`
    const added = await addSupplyPoint({
      mpan: typed,
      address: '2 Test Street',
      postcode: 'N1 1AA',
      gspGroup: '_C',
    })
    expect(added).toMatchObject({
      mpan,
      address: '2 Test Street',
      gspGroup: '_C',
      sourceRef: null,
      demo: false,
    })
    expect(added.key).toBeGreaterThan(0)
  })

  it('is refused with a wrong MPAN, one that is here, or a source that is here', async () => {
    const input = { address: '3 Test Street', postcode: 'N1 1AA' }
    await expect(addSupplyPoint({ ...input, mpan: '2261305588165' })).rejects.toMatchObject({
      reason: 'mpan-check-digit',
    })
    await expect(addSupplyPoint({ ...input, mpan: point.mpan })).rejects.toMatchObject({
      reason: 'supply-point-exists',
    })
    await addSupplyPoint({ ...input, mpan: testingOnlyMpan(), sourceRef: 'test:1' })
    const again = addSupplyPoint({ ...input, mpan: testingOnlyMpan(), sourceRef: 'test:1' })
    await expect(again).rejects.toMatchObject({ code: 'conflict', reason: 'supply-point-exists' })
  })
})

describe('an occupancy', () => {
  it('starts and ends, each with a ledger entry that names nobody', async () => {
    const before = (await entries()).length
    const { id } = await moveIn('2025-03-01T00:00:00Z')
    const ended = await endOccupancy({
      accountId: account,
      occupancyId: id,
      endsAt: at('2025-06-01T00:00:00Z'),
    })
    expect(ended).toMatchObject({ id, level: 2, method: 'test', endsAt: at('2025-06-01T00:00:00Z') })
    const added = (await entries()).slice(before)
    expect(added.map(({ type }) => type)).toEqual(['occupancy.started', 'occupancy.ended'])
    for (const { leaf } of added) {
      const text = Buffer.from(leaf).toString()
      expect(text).toContain(id)
      for (const secret of [account, point.id, point.mpan]) expect(text).not.toContain(secret)
    }
  })

  it('does not start when its transaction fails, and no entry says that it did', async () => {
    const before = (await entries()).length
    const failing = withTransaction(async () => {
      await moveIn('2030-01-01T00:00:00Z')
      throw new Error('later trouble')
    })
    await expect(failing).rejects.toThrow('later trouble')
    expect(await entries()).toHaveLength(before)
    expect(await db().occupancy.count({ where: { startsAt: at('2030-01-01T00:00:00Z') } })).toBe(0)
  })

  it('of one person at one place never overlaps, even when many start at once', async () => {
    for (let round = 0; round < 5; round++) {
      const place = await testingOnlyAddSupplyPoint()
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) => moveIn(`2026-0${i + 1}-01T00:00:00Z`, account, place.id)),
      )
      const refused = results.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(7)
      for (const { reason } of refused) {
        expect(reason).toMatchObject({ code: 'conflict', reason: 'occupancy-overlaps' })
      }
    }
  })

  it('may follow an earlier one, and somebody else may live there too', async () => {
    const place = await testingOnlyAddSupplyPoint()
    const first = await moveIn('2025-01-01T00:00:00Z', account, place.id)
    await endOccupancy({ accountId: account, occupancyId: first.id, endsAt: at('2025-02-01T00:00:00Z') })
    await moveIn('2025-02-01T00:00:00Z', account, place.id)
    await moveIn('2025-01-15T00:00:00Z', await testingOnlyAddAccount(), place.id)
    await expect(moveIn('2025-01-31T23:30:00Z', account, place.id)).rejects.toMatchObject({
      reason: 'occupancy-overlaps',
    })
  })

  it('at no supply point is not found', async () => {
    await expect(moveIn('2026-01-01T00:00:00Z', account, newId('supplyPoint'))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('ends once, after it started, and only for its own person', async () => {
    const place = await testingOnlyAddSupplyPoint()
    const { id: occupancyId } = await moveIn('2025-01-01T00:00:00Z', account, place.id)
    const end = (endsAt: string, accountId = account, id: OccupancyId = occupancyId) =>
      endOccupancy({ accountId, occupancyId: id, endsAt: at(endsAt) })
    await expect(end('2025-01-01T00:00:00Z')).rejects.toMatchObject({ reason: 'occupancy-order' })
    await expect(end('2025-02-01T00:00:00Z', await testingOnlyAddAccount())).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(end('2025-02-01T00:00:00Z', account, newId('occupancy'))).rejects.toMatchObject({
      code: 'not_found',
    })
    await end('2025-02-01T00:00:00Z')
    const before = (await entries()).length
    await end('2025-02-01T00:00:00Z')
    expect(await entries()).toHaveLength(before)
    await expect(end('2025-03-01T00:00:00Z')).rejects.toMatchObject({ reason: 'occupancy-ended' })
  })
})

describe('an occupancy that many end at once', () => {
  it('ends once, with one ledger entry', async () => {
    for (let round = 0; round < 5; round++) {
      const place = await testingOnlyAddSupplyPoint()
      const { id: occupancyId } = await moveIn('2025-01-01T00:00:00Z', account, place.id)
      const before = (await entries()).length
      const ends = Array.from({ length: 6 }, (_, i) => at(`2025-02-0${i + 1}T00:00:00Z`))
      const results = await Promise.allSettled(
        ends.map((endsAt) => endOccupancy({ accountId: account, occupancyId, endsAt })),
      )
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await entries()).toHaveLength(before + 1)
    }
  })
})

describe('the homes of somebody', () => {
  const day = (date: string, ...slots: number[]) => {
    const values = emptyDay()
    for (const slot of slots) values[slot] = 100 + slot
    return { dayNumber: parseDate(date), values }
  }

  it('show the first and last reading of their own time only', async () => {
    const person = await testingOnlyAddAccount()
    const place = await testingOnlyAddSupplyPoint()
    const days = [
      day('2025-06-30', 10, 47),
      day('2025-07-01', 20),
      day('2025-07-02', 1),
      day('2025-07-09', 5),
      day('2025-07-10', 30),
    ]
    await writeReadings(days.map((row) => ({ ...row, supplyPointKey: place.key })))
    // Local midnight is 23:00Z: half hour 47 of 30 June is theirs, and of 10 July nothing.
    const { id } = await moveIn('2025-06-30T23:00:00Z', person, place.id)
    await endOccupancy({ accountId: person, occupancyId: id, endsAt: at('2025-07-10T00:00:00Z') })
    expect(await listHomes(person)).toEqual([
      {
        supplyPointId: place.id,
        occupancyId: id,
        address: '1 Test Street',
        postcode: 'N1 1AA',
        mpanLast4: place.mpan.slice(-4),
        numberKind: 'mpan',
        fuel: 'electricity',
        demo: false,
        startsAt: at('2025-06-30T23:00:00Z'),
        endsAt: at('2025-07-10T00:00:00Z'),
        held: false,
        lived: 'before',
        level: 2,
        closed: false,
        opensAt: at('2025-06-30T23:00:00Z'),
        verifiedUntil: expect.any(Date),
        firstReading: '2025-07-01',
        lastReading: '2025-07-09',
      },
    ])
    const window = { fromMs: Date.parse('2025-01-01'), toMs: Date.parse('2026-01-01') }
    expect(await showReadings(person, id, window, 'P1D')).toMatchObject({
      from: '2025-06-30T23:00:00Z',
      to: '2025-07-10T00:00:00Z',
      days: [
        { settlementDate: '2025-07-01', value: 147 + 120, readings: 2, periods: 48 },
        { settlementDate: '2025-07-02', value: 101, readings: 1 },
        { settlementDate: '2025-07-09', value: 105, readings: 1 },
      ],
    })
    await expect(showReadings(account, id, window, 'P1D')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('say who lives there now, whatever was told of the future', async () => {
    const person = await testingOnlyAddAccount()
    const [leaving, coming] = [await testingOnlyAddSupplyPoint(), await testingOnlyAddSupplyPoint()]
    const { id: occupancyId } = await moveIn('2025-01-01T00:00:00Z', person, leaving.id)
    await endOccupancy({ accountId: person, occupancyId, endsAt: new Date(Date.now() + 86_400_000) })
    await moveIn(new Date(Date.now() + 86_400_000).toISOString(), person, coming.id)
    expect((await listHomes(person)).map(({ lived }) => lived)).toEqual(['later', 'now'])
  })

  it('come latest first and may have no readings', async () => {
    const person = await testingOnlyAddAccount()
    const [old, current] = [await testingOnlyAddSupplyPoint(), await testingOnlyAddSupplyPoint()]
    await moveIn('2024-01-01T00:00:00Z', person, old.id)
    await moveIn('2025-01-01T00:00:00Z', person, current.id)
    const homes = await listHomes(person)
    expect(homes.map(({ supplyPointId }) => supplyPointId)).toEqual([current.id, old.id])
    expect(homes[0]).toMatchObject({ endsAt: null, firstReading: null, lastReading: null })
    expect(await listHomes(await testingOnlyAddAccount())).toEqual([])
  })
})
