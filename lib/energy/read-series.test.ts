import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeSeries } from './encode-series.ts'
import { countValues, granularities, readSeries } from './read-series.ts'
import { emptyDay, packDay } from './reading-day.ts'
import type { StoredReadings } from './reading-window.ts'

type ReadingDays = Omit<StoredReadings, 'fromMs' | 'toMs'>

const HALF_HOUR = 1_800_000
const id = 'sp_example'
const utc = (text: string) => Date.parse(text)

/** Packs readings, given as half hours since 1970 -> Wh. */
function store(readings: Map<number, number>): ReadingDays {
  const days = new Map<number, Int32Array>()
  for (const [halfHour, wh] of readings) {
    const number = Math.floor(halfHour / 48)
    const day = days.get(number) ?? emptyDay()
    day[halfHour - number * 48] = wh
    days.set(number, day)
  }
  const dayNumbers = [...days.keys()].sort((a, b) => a - b)
  const packed = dayNumbers.map((number) => packDay(days.get(number) ?? emptyDay()))
  return { dayNumbers, wh: Buffer.concat(packed), widths: packed.map(({ length }) => length) }
}

/** Every half hour of [from, to), where the Wh is 1, 2, 3 ... */
function counted(from: string, to: string): ReadingDays {
  const [first, last] = [utc(from) / HALF_HOUR, utc(to) / HALF_HOUR]
  return store(new Map(Array.from({ length: last - first }, (_, i) => [first + i, i + 1])))
}

describe('half-hourly readings', () => {
  it('come per settlement day: 46 values when the clocks go forward', () => {
    const days = counted('2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z')
    const window = { fromMs: utc('2026-03-28T00:00:00Z'), toMs: utc('2026-03-30T23:00:00Z') }
    expect(readSeries(id, { ...days, ...window }, 'PT30M')).toEqual({
      supplyPointId: 'sp_example',
      direction: 'import',
      unit: 'Wh',
      granularity: 'PT30M',
      timeZone: 'Europe/London',
      from: '2026-03-28T00:00:00Z',
      to: '2026-03-30T23:00:00Z',
      days: [
        {
          settlementDate: '2026-03-28',
          start: '2026-03-28T00:00:00Z',
          values: Array.from({ length: 48 }, (_, i) => i + 1),
        },
        {
          settlementDate: '2026-03-29',
          start: '2026-03-29T00:00:00Z',
          values: Array.from({ length: 46 }, (_, i) => i + 49),
        },
        {
          settlementDate: '2026-03-30',
          start: '2026-03-29T23:00:00Z',
          values: Array.from({ length: 48 }, (_, i) => i + 95),
        },
      ],
    })
  })

  it('come per settlement day: 50 values when the clocks go back', () => {
    const days = counted('2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z')
    const window = { fromMs: utc('2026-10-24T23:00:00Z'), toMs: utc('2026-10-26T00:00:00Z') }
    expect(readSeries(id, { ...days, ...window }, 'PT30M')).toMatchObject({
      days: [
        {
          settlementDate: '2026-10-25',
          start: '2026-10-24T23:00:00Z',
          values: Array.from({ length: 50 }, (_, i) => i + 47),
        },
      ],
    })
  })

  it('are cut at the window, which never shows a half hour that it holds only in part', () => {
    const days = counted('2026-07-01T00:00:00Z', '2026-07-03T00:00:00Z')
    const window = { fromMs: utc('2026-07-01T10:00:00.001Z'), toMs: utc('2026-07-01T11:59:59Z') }
    expect(readSeries(id, { ...days, ...window }, 'PT30M')).toMatchObject({
      from: '2026-07-01T10:00:00.001Z',
      days: [{ settlementDate: '2026-07-01', start: '2026-07-01T10:30:00Z', values: [22, 23] }],
    })
  })

  it('have null for gaps and leave out days without any reading', () => {
    const days = store(
      new Map([
        [utc('2026-01-01T12:00:00Z') / HALF_HOUR, 0],
        [utc('2026-01-04T00:30:00Z') / HALF_HOUR, 40_000],
      ]),
    )
    const series = readSeries(
      id,
      { ...days, ...{ fromMs: utc('2026-01-01T11:00:00Z'), toMs: utc('2026-01-04T01:30:00Z') } },
      'PT30M',
    )
    expect(series).toMatchObject({
      days: [
        {
          settlementDate: '2026-01-01',
          start: '2026-01-01T11:00:00Z',
          values: [null, null, 0, ...Array(23).fill(null)],
        },
        { settlementDate: '2026-01-04', start: '2026-01-04T00:00:00Z', values: [null, 40_000, null] },
      ],
    })
    expect(countValues(series)).toBe(2)
  })

  it('are none when nothing is stored or the window is empty', () => {
    const none = { dayNumbers: [], wh: Buffer.alloc(0) }
    const window = { fromMs: utc('2026-01-01'), toMs: utc('2026-01-02') }
    expect(readSeries(id, { ...none, ...window }, 'PT30M')).toMatchObject({ days: [] })
    expect(readSeries(id, { ...none, ...window }, 'P1M')).toMatchObject({ months: [] })
    const reversed = { fromMs: window.toMs, toMs: window.fromMs }
    expect(readSeries(id, { ...counted('2026-01-01', '2026-01-02'), ...reversed }, 'P1D')).toMatchObject({
      days: [],
    })
  })

  it('of one width need no list of widths, of both widths they do', () => {
    const { dayNumbers, wh } = counted('2026-01-01', '2026-01-03')
    const window = { fromMs: utc('2026-01-01'), toMs: utc('2026-01-03') }
    expect(readSeries(id, { ...{ dayNumbers, wh }, ...window }, 'P1D')).toMatchObject({
      days: [{ value: 1176 }, { value: 3480 }],
    })
    const mixed = store(
      new Map(
        [
          [0, 1],
          [48, 40_000],
        ].map(([at = 0, wh = 0]) => [utc('2026-01-01') / HALF_HOUR + at, wh]),
      ),
    )
    expect(() =>
      readSeries(id, { ...{ dayNumbers: mixed.dayNumbers, wh: mixed.wh }, ...window }, 'P1D'),
    ).toThrow('widths')
    expect(readSeries(id, { ...mixed, ...window }, 'P1D')).toMatchObject({
      days: [{ value: 1 }, { value: 40_000 }],
    })
  })
})

describe('totals', () => {
  it('of a day say how many of its half hours were read', () => {
    const days = counted('2026-03-29T00:00:00Z', '2026-03-29T12:00:00Z')
    const window = { fromMs: utc('2026-03-28T00:00:00Z'), toMs: utc('2026-04-01T00:00:00Z') }
    expect(readSeries(id, { ...days, ...window }, 'P1D')).toMatchObject({
      days: [
        {
          settlementDate: '2026-03-29',
          start: '2026-03-29T00:00:00Z',
          value: 300,
          readings: 24,
          periods: 46,
        },
      ],
    })
  })

  it('of a month run from local midnight to local midnight', () => {
    const days = counted('2026-03-15T00:00:00Z', '2026-05-02T00:00:00Z')
    const window = { fromMs: utc('2026-03-01T00:00:00Z'), toMs: utc('2026-04-30T23:00:00Z') }
    const march = 16 * 48 + 46
    expect(readSeries(id, { ...days, ...window }, 'P1M')).toMatchObject({
      months: [
        {
          month: '2026-03',
          start: '2026-03-01T00:00:00Z',
          value: (march * (march + 1)) / 2,
          readings: march,
          periods: 31 * 48 - 2,
        },
        { month: '2026-04', start: '2026-03-31T23:00:00Z', readings: 30 * 48, periods: 30 * 48 },
      ],
    })
  })

  it('are of whole days only, so that no two windows tell a half hour apart', () => {
    const days = counted('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z')
    const datesIn = (from: string, to: string) => {
      const series = readSeries(id, { ...days, fromMs: utc(from), toMs: utc(to) }, 'P1D')
      return 'days' in series ? series.days.map(({ settlementDate }) => settlementDate) : []
    }
    expect(datesIn('2026-06-10T10:00:00Z', '2026-06-10T10:30:00Z')).toEqual([])
    expect(datesIn('2026-06-09T23:30:00Z', '2026-06-11T22:30:00Z')).toEqual([])
    expect(datesIn('2026-06-09T22:59:59Z', '2026-06-11T23:00:00Z')).toEqual(['2026-06-10', '2026-06-11'])
  })

  it('are of whole months only, so that no two windows tell a day apart', () => {
    const days = counted('2026-05-20T00:00:00Z', '2026-07-10T00:00:00Z')
    const monthsIn = (from: string, to: string) => {
      const series = readSeries(id, { ...days, fromMs: utc(from), toMs: utc(to) }, 'P1M')
      return 'months' in series ? series.months.map(({ month }) => month) : []
    }
    expect(monthsIn('2026-05-31T23:00:00Z', '2026-06-30T22:30:00Z')).toEqual([])
    expect(monthsIn('2026-05-31T23:30:00Z', '2026-07-31T22:30:00Z')).toEqual([])
    expect(monthsIn('2026-05-31T23:00:00Z', '2026-07-31T22:59:59.999Z')).toEqual(['2026-06'])
    expect(monthsIn('2026-04-30T23:00:00Z', '2026-07-31T23:00:00Z')).toEqual([
      '2026-05',
      '2026-06',
      '2026-07',
    ])
  })
})

/** Two weeks around a clock change, with gaps and a few values that need 32 bits, and a window anywhere near. */
const cases = fc.record({
  base: fc.constantFrom(utc('2026-03-20'), utc('2026-10-18'), utc('2026-12-25')),
  readings: fc.array(fc.tuple(fc.nat(14 * 48), fc.oneof(fc.nat(3000), fc.nat(2_147_483_647))), {
    maxLength: 400,
  }),
  from: fc.integer({ min: -100, max: 14 * 48 }),
  length: fc.integer({ min: 1, max: 16 * 48 }),
  offGrid: fc.nat(HALF_HOUR - 1),
})

describe('any readings in any window', () => {
  const localDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })

  it('are answered as a plain count over the clock of London says', () => {
    fc.assert(
      fc.property(cases, ({ base, readings, from, length, offGrid }) => {
        const stored = new Map(readings.map(([i, wh]) => [base / HALF_HOUR + i, wh]))
        const window = {
          fromMs: base + from * HALF_HOUR - offGrid,
          toMs: base + (from + length) * HALF_HOUR + offGrid,
        }
        const expected = new Map<string, { start: string; values: (number | null)[] }>()
        for (let i = Math.ceil(window.fromMs / HALF_HOUR); (i + 1) * HALF_HOUR <= window.toMs; i++) {
          const date = localDate.format(i * HALF_HOUR)
          const day = expected.get(date) ?? {
            start: new Date(i * HALF_HOUR).toISOString().replace('.000', ''),
            values: [],
          }
          day.values.push(stored.get(i) ?? null)
          expected.set(date, day)
        }
        const full = [...expected].filter(([, { values }]) => values.some((value) => value !== null))
        const days = store(stored)
        expect(readSeries(id, { ...days, ...window }, 'PT30M')).toMatchObject({
          days: full.map(([settlementDate, day]) => ({ settlementDate, ...day })),
        })
        const whole = full.filter(([date, { start, values }]) => {
          const outside = [utc(start) - HALF_HOUR, utc(start) + values.length * HALF_HOUR]
          return outside.every((ms) => localDate.format(ms) !== date)
        })
        expect(readSeries(id, { ...days, ...window }, 'P1D')).toMatchObject({
          days: whole.map(([settlementDate, { start, values }]) => {
            const readings = values.filter((value) => value !== null)
            const value = readings.reduce((sum, wh) => sum + wh, 0)
            return { settlementDate, start, value, readings: readings.length, periods: values.length }
          }),
        })
      }),
      { numRuns: 200 },
    )
  })

  it.each(granularities)('are encoded at %s as JSON.stringify would, and counted', (granularity) => {
    fc.assert(
      fc.property(cases, ({ base, readings, from, length, offGrid }) => {
        const days = store(new Map(readings.map(([i, wh]) => [base / HALF_HOUR + i, wh])))
        const window = { fromMs: base + from * HALF_HOUR - offGrid, toMs: base + (from + length) * HALF_HOUR }
        const series = readSeries(id, { ...days, ...window }, granularity)
        const { body, readings: count } = encodeSeries(id, { ...days, ...window }, granularity)
        expect(body.toString()).toBe(JSON.stringify(series))
        expect(count).toBe(countValues(series))
      }),
    )
  })

  it('encode every number of digits', () => {
    const sizes = [0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 32_767, 99_999, 1_000_000, 2_147_483_647]
    const days = store(new Map(sizes.map((wh, i) => [utc('2026-01-01') / HALF_HOUR + i, wh])))
    const window = { fromMs: utc('2026-01-01'), toMs: utc('2026-01-01') + sizes.length * HALF_HOUR }
    const { body, readings } = encodeSeries(id, { ...days, ...window }, 'PT30M')
    expect(JSON.parse(body.toString()).days[0].values).toEqual(sizes)
    expect(readings).toBe(sizes.length)
  })
})
