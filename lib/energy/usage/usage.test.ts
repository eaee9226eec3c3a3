import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { type AccountId, type ConsumerActor, newId, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { listCharging } from '../charging/list-charging.ts'
import { upsertSessions } from '../charging/store.ts'
import { downloadUsage } from '../download/download-usage.ts'
import { listHeatPumpDays } from '../heat-pump/list-heat-pump-days.ts'
import { upsertHeatPumpDays } from '../heat-pump/store.ts'
import { settlementDateOf, settlementDayStart } from '../settlement-day.ts'
import type { SupplyPoint } from '../supply-point.ts'
import { testingOnlyAddAccount, testingOnlyAddSupplyPoint } from '../testing.ts'
import { DAY_MS, dayNumberOf, HALF_HOUR_MS, isoDate } from '../utc-day.ts'
import { writeReadings } from '../write-readings.ts'
import { usagePeriod } from './period.ts'
import { previewUsage } from './preview-usage.ts'
import { showUsage } from './show-usage.ts'
import { onTheClock, toUsageMonths, type UsageDay } from './usage-day.ts'

await useTestDatabase()

/** Both changes of the clocks lie in these readings; every half hour has a value of its own. */
const FIRST = Date.parse('2025-03-20T00:00:00Z')
const END = Date.parse('2025-11-05T00:00:00Z')
const whAt = (ms: number): number => ((ms - FIRST) / HALF_HOUR_MS) % 30_000

let point: SupplyPoint
let accountId: AccountId
let actor: ConsumerActor
/** Since the first reading, and still */
let home: OccupancyId

beforeAll(async () => {
  point = await testingOnlyAddSupplyPoint()
  accountId = await testingOnlyAddAccount()
  actor = { kind: 'consumer', accountId }
  home = await live(FIRST, null)
  const days = Array.from({ length: (END - FIRST) / DAY_MS }, (_, i) => FIRST + i * DAY_MS)
  await writeReadings(
    days.map((start) => ({
      supplyPointKey: point.key,
      dayNumber: dayNumberOf(start),
      values: Int32Array.from({ length: 48 }, (_, i) => whAt(start + i * HALF_HOUR_MS)),
    })),
  )
  const whose = { accountId, supplyPointId: point.id, demo: false }
  await upsertSessions(
    days.map((start) => ({
      ...whose,
      sourceRef: `s${start}`,
      charger: 'Test charger',
      startsAt: new Date(start + 20 * HALF_HOUR_MS),
      endsAt: new Date(start + 30 * HALF_HOUR_MS),
      energyWh: 1000,
      costPence: null,
    })),
  )
  await upsertHeatPumpDays(
    days.map((start) => ({
      ...whose,
      day: isoDate(dayNumberOf(start)),
      electricityWh: 1000,
      heatWh: 3000,
      pairedWh: 1000,
      flowTenths: 350,
      minutes: 1440,
      boundary: null,
    })),
  )
})

afterAll(() => testingOnlyMoveClock(0))

/** Lives there in [startsAt, endsAt); nobody else is told. */
async function live(startMs: number, endMs: number | null, who = accountId): Promise<OccupancyId> {
  const id = newId('occupancy')
  const endsAt = endMs === null ? null : new Date(endMs)
  await db().occupancy.create({
    data: {
      id,
      accountId: who,
      supplyPointId: point.id,
      startsAt: new Date(startMs),
      opensAt: new Date(startMs),
      endsAt,
      level: 2,
      method: 'test',
    },
  })
  return id
}

const readingsOf = (days: readonly UsageDay[]): [number, number][] =>
  days.flatMap(({ start, values }) =>
    values.flatMap((wh, i): [number, number][] =>
      wh === null ? [] : [[Date.parse(start) + i * HALF_HOUR_MS, wh]],
    ),
  )

/** Every reading that lies wholly in [fromMs, toMs). */
function readingsIn(fromMs: number, toMs: number): [number, number][] {
  const [from, to] = [Math.max(fromMs, FIRST), Math.min(toMs, END)]
  const first = Math.ceil(from / HALF_HOUR_MS) * HALF_HOUR_MS
  const found: [number, number][] = []
  for (let ms = first; ms + HALF_HOUR_MS <= to; ms += HALF_HOUR_MS) found.push([ms, whAt(ms)])
  return found
}

async function fileOf(occupancyId: OccupancyId, first: string, last: string): Promise<[number, number][]> {
  const { body } = await downloadUsage(actor, { occupancyId, first, last, format: 'csv' })
  let text = ''
  for await (const piece of body) text += piece
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter(([, , , , , status]) => status === 'measured')
    .map(([, , start = '', , kwh]) => [Date.parse(start), Math.round(Number(kwh) * 1000)])
}

describe('[T5] what somebody sees of their own use', () => {
  it('is exactly what was measured while they lived there: page, file, car and heat pump', async () => {
    // Any minute of moving in and out, before, in and after the readings.
    const instants = fc
      .integer({ min: FIRST - 20 * DAY_MS, max: END + 20 * DAY_MS })
      .map((ms) => ms - (ms % 60_000))
    const whole = { fromMs: Date.parse('2025-01-01T00:00:00Z'), toMs: Date.parse('2026-01-01T00:00:00Z') }
    await fc.assert(
      fc.asyncProperty(instants, instants, fc.boolean(), async (one, two, stays) => {
        const [startMs, endMs] = [Math.min(one, two), Math.max(one, two) + 60_000]
        const occupancyId = await live(startMs, stays ? null : endMs)
        const until = stays ? Number.POSITIVE_INFINITY : endMs
        try {
          const own = readingsIn(startMs, until)
          expect(readingsOf(await showUsage(actor, occupancyId, whole))).toEqual(own)
          expect(await fileOf(occupancyId, '2025-01-01', '2025-12-31')).toEqual(own)
          for (const { startsAt, endsAt } of await listCharging(actor, occupancyId, whole)) {
            expect(startsAt.getTime()).toBeGreaterThanOrEqual(startMs)
            expect(endsAt?.getTime()).toBeLessThanOrEqual(until)
          }
          const days = await listHeatPumpDays(actor, occupancyId, { first: '2025-01-01', last: '2025-12-31' })
          for (const { day } of days) {
            expect(settlementDayStart(day)).toBeGreaterThanOrEqual(startMs)
            expect(settlementDayStart(day) + 23 * 2 * HALF_HOUR_MS).toBeLessThanOrEqual(until)
          }
        } finally {
          await db().occupancy.delete({ where: { id: occupancyId } })
        }
      }),
      { numRuns: 15 },
    )
  }, 120_000)

  it('is nothing at all of a home that is somebody else’s, by any way', async () => {
    const stranger: ConsumerActor = { kind: 'consumer', accountId: await testingOnlyAddAccount() }
    const window = usagePeriod('month', '2025-07-01')
    await expect(showUsage(stranger, home, window)).rejects.toMatchObject({ reason: 'no-such-occupancy' })
    expect(await listCharging(stranger, home, window)).toEqual([])
    expect(await listHeatPumpDays(stranger, home, window)).toEqual([])
    expect(await previewUsage(stranger)).toEqual([])
  })

  it('is not the car or the heat pump of whom they live with', async () => {
    const other = await testingOnlyAddAccount()
    const shared = await live(FIRST, null, other)
    const them: ConsumerActor = { kind: 'consumer', accountId: other }
    const window = usagePeriod('month', '2025-07-01')
    expect(readingsOf(await showUsage(them, shared, window))).toHaveLength(31 * 48)
    expect(await listCharging(them, shared, window)).toEqual([])
    expect(await listHeatPumpDays(them, shared, window)).toEqual([])
  })
})

describe('days', () => {
  const show = (date: string, view: 'day' | 'month' | 'year' = 'day') =>
    showUsage(actor, home, usagePeriod(view, date))

  it.each([
    ['2025-03-30', 46],
    ['2025-07-01', 48],
    ['2025-10-26', 50],
  ])('have the half hours of the clock: %s has %i', async (date, periods) => {
    const [day, ...more] = await show(date)
    expect(more).toEqual([])
    expect(day?.values).toHaveLength(periods)
    expect(day).toMatchObject({ settlementDate: date, readings: periods, periods })
  })

  it('add up to their months, and to the year', async () => {
    const year = await show('2025-07-01', 'year')
    const months = toUsageMonths(year)
    expect(months.map(({ month }) => month)).toEqual(
      Array.from({ length: 10 }, (_, i) => `2025-${String(i + 3).padStart(2, '0')}`),
    )
    const july = await show('2025-07-01', 'month')
    expect(months[4]?.value).toBe(july.reduce((sum, { value }) => sum + (value ?? 0), 0))
    expect(months[9]).toMatchObject({ value: null, readings: 0 })
  })

  it('lie on the clock of the wall: an hour is left out in spring, and one is the mean of two in autumn', async () => {
    const [spring] = await show('2025-03-30')
    const [autumn] = await show('2025-10-26')
    if (!spring || !autumn) throw new Error('both days are there')
    expect(onTheClock(spring).cells.slice(0, 5)).toEqual([
      spring.values[0],
      spring.values[1],
      null,
      null,
      spring.values[2],
    ])
    const [, , first = 0, , again = 0] = autumn.values.map((wh) => wh ?? 0)
    expect(onTheClock(autumn).cells[2]).toBe(Math.round((first + again) / 2))
    expect(onTheClock(autumn).cells).toHaveLength(48)
  })
})

describe('[C3] the preview before a choice', () => {
  it('shows the last whole day, the last month that is over, and twelve months at most', async () => {
    testingOnlyMoveClock(Date.parse('2025-10-20T12:00:00Z') - Date.now())
    // What is written for later days is not yet: the clock says the 20th.
    const [preview] = await previewUsage(actor)
    expect(preview?.day?.settlementDate).toBe('2025-10-19')
    expect(preview?.day?.values).toHaveLength(48)
    expect(preview?.month?.month).toBe('2025-09')
    expect(preview?.month?.days).toHaveLength(30)
    expect(preview?.year?.map(({ month }) => month)).toEqual([
      '2025-03',
      '2025-04',
      '2025-05',
      '2025-06',
      '2025-07',
      '2025-08',
      '2025-09',
    ])
    expect(settlementDateOf(nowMs())).toBe('2025-10-20')
  })

  it('shows nothing of a home that they have left', async () => {
    await db().occupancy.updateMany({
      where: { accountId },
      data: { endsAt: new Date('2025-10-01T00:00:00Z') },
    })
    expect(await previewUsage(actor)).toEqual([])
  })
})
