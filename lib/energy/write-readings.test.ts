import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pool, withTransaction } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { emptyDay, NO_READING, unpackDay } from './reading-day.ts'
import { testingOnlyAddSupplyPoint } from './testing.ts'
import { writeReadings } from './write-readings.ts'

await useTestDatabase()

const DAY = 20_000

/** A day with the given half hours. */
function day(readings: Record<number, number>): Int32Array {
  const values = emptyDay()
  for (const [slot, wh] of Object.entries(readings)) values[Number(slot)] = wh
  return values
}

async function stored(key: number): Promise<Map<number, Int32Array>> {
  const { rows } = await pool().query(
    `select day - date '1970-01-01' as day, wh from reading_day where supply_point_key = $1 order by day`,
    [key],
  )
  return new Map(rows.map((row) => [row.day, unpackDay(row.wh)]))
}

describe('writing readings', () => {
  it('counts what is new, unchanged and corrected, and lays it over what is stored', async () => {
    const { key: supplyPointKey } = await testingOnlyAddSupplyPoint()
    const write = (dayNumber: number, readings: Record<number, number>) =>
      writeReadings([{ supplyPointKey, dayNumber, values: day(readings) }])
    expect(await write(DAY, { 0: 10, 1: 20 })).toEqual({ added: 2, unchanged: 0, corrected: 0 })
    expect(await write(DAY, { 0: 10, 1: 20 })).toEqual({ added: 0, unchanged: 2, corrected: 0 })
    expect(await write(DAY, { 1: 21, 2: 40_000 })).toEqual({ added: 1, unchanged: 0, corrected: 1 })
    expect(await write(DAY + 1, { 47: 0 })).toEqual({ added: 1, unchanged: 0, corrected: 0 })
    expect(await stored(supplyPointKey)).toEqual(
      new Map([
        [DAY, day({ 0: 10, 1: 21, 2: 40_000 })],
        [DAY + 1, day({ 47: 0 })],
      ]),
    )
  })

  it('does not touch a row that it would not change', async () => {
    const { key: supplyPointKey } = await testingOnlyAddSupplyPoint()
    const rows = [{ supplyPointKey, dayNumber: DAY, values: day({ 3: 5 }) }]
    const version = async () =>
      (await pool().query('select xmin::text from reading_day where supply_point_key = $1', [supplyPointKey]))
        .rows
    await writeReadings(rows)
    const before = await version()
    await writeReadings(rows)
    expect(await version()).toEqual(before)
  })

  it('takes the same day twice in one call, the later over the earlier', async () => {
    const { key: supplyPointKey } = await testingOnlyAddSupplyPoint()
    const values = [day({ 0: 1, 1: 1 }), day({ 1: 2, 2: 2 })]
    const counts = await writeReadings(values.map((values) => ({ supplyPointKey, dayNumber: DAY, values })))
    expect(counts).toEqual({ added: 3, unchanged: 0, corrected: 0 })
    expect(await stored(supplyPointKey)).toEqual(new Map([[DAY, day({ 0: 1, 1: 2, 2: 2 })]]))
    expect(values).toEqual([day({ 0: 1, 1: 1 }), day({ 1: 2, 2: 2 })])
  })

  it('loses nothing when many write to the same days at once', async () => {
    const { key: supplyPointKey } = await testingOnlyAddSupplyPoint()
    const counts = await Promise.all(
      Array.from({ length: 48 }, (_, slot) =>
        writeReadings(
          [0, 1, 2].map((i) => ({ supplyPointKey, dayNumber: DAY + i, values: day({ [slot]: slot }) })),
        ),
      ),
    )
    expect(counts).toEqual(Array(48).fill({ added: 3, unchanged: 0, corrected: 0 }))
    const full = day(Object.fromEntries(Array.from({ length: 48 }, (_, slot) => [slot, slot])))
    expect(await stored(supplyPointKey)).toEqual(new Map([0, 1, 2].map((i) => [DAY + i, full])))
  })

  it('keeps what any sequence of writes says last', async () => {
    const point = await testingOnlyAddSupplyPoint()
    let dayNumber = DAY
    const slots = fc.dictionary(fc.nat(47).map(String), fc.oneof(fc.nat(3000), fc.nat(2_147_483_647)), {
      maxKeys: 6,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(slots, { maxLength: 4 }), async (writes) => {
        dayNumber++
        const expected = emptyDay()
        let added = 0
        for (const readings of writes) {
          const counts = await writeReadings([
            { supplyPointKey: point.key, dayNumber, values: day(readings) },
          ])
          added += counts.added
          for (const [slot, wh] of Object.entries(readings)) expected[Number(slot)] = wh
        }
        const count = expected.filter((wh) => wh !== NO_READING).length
        expect(added).toBe(count)
        expect((await stored(point.key)).get(dayNumber)).toEqual(count ? expected : undefined)
      }),
      { numRuns: 40 },
    )
  })

  it('stores all of a call or nothing', async () => {
    const { key } = await testingOnlyAddSupplyPoint()
    const rows = [key, 2_000_000_000].map((supplyPointKey) => ({
      supplyPointKey,
      dayNumber: DAY,
      values: day({ 0: 1 }),
    }))
    await expect(writeReadings(rows)).rejects.toThrow('foreign key')
    expect(await stored(key)).toEqual(new Map())
  })

  it('refuses negative readings, days of another length and an open transaction', async () => {
    const { key: supplyPointKey } = await testingOnlyAddSupplyPoint()
    const write = (values: Int32Array) => writeReadings([{ supplyPointKey, dayNumber: DAY, values }])
    await expect(write(day({ 0: -1 }))).rejects.toMatchObject({ reason: 'readings-not-valid' })
    await expect(write(new Int32Array(46))).rejects.toMatchObject({ reason: 'readings-not-valid' })
    await expect(withTransaction(() => write(day({ 0: 1 })))).rejects.toThrow('transaction of their own')
    expect(await stored(supplyPointKey)).toEqual(new Map())
  })

  it('of nothing is nothing', async () => {
    expect(await writeReadings([])).toEqual({ added: 0, unchanged: 0, corrected: 0 })
  })
})
