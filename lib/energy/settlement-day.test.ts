import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/core/index.ts'
import {
  monthAfter,
  settlementDateOf,
  settlementDayAfter,
  settlementDayStart,
  settlementDays,
  settlementMonthStart,
} from './settlement-day.ts'

const utc = (text: string) => Date.parse(text)
const onlyDay = (date: string) => settlementDays(settlementDayStart(date), settlementDayStart(date) + 1)[0]

describe('a settlement day', () => {
  it.each([
    ['2026-03-29', 46, '2026-03-29T00:00:00Z'],
    ['2026-10-25', 50, '2026-10-24T23:00:00Z'],
    ['2027-03-28', 46, '2027-03-28T00:00:00Z'],
    ['2027-10-31', 50, '2027-10-30T23:00:00Z'],
    ['2026-01-15', 48, '2026-01-15T00:00:00Z'],
    ['2026-07-15', 48, '2026-07-14T23:00:00Z'],
  ])('%s has %i half hours and starts at %s', (date, periods, start) => {
    expect(onlyDay(date)).toEqual({ date, periods, start, startMs: utc(start) })
  })

  it('starts where the one before ends, year after year', () => {
    const all = settlementDays(settlementDayStart('1972-01-01'), settlementDayStart('2040-01-01'))
    all.reduce((before, day) => {
      expect(day.startMs).toBe(before.startMs + before.periods * 1_800_000)
      expect(day.date).toBe(settlementDayAfter(before.date))
      return day
    })
    expect(all).toHaveLength(68 * 365 + 17)
  })

  it('is found from any instant in it', () => {
    const start = settlementDayStart('2020-01-01')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 * 365 * 86_400_000 }), (offset) => {
        const ms = start + offset
        const [day] = settlementDays(ms, ms + 1)
        expect(day?.date).toBe(settlementDateOf(ms))
        expect(day?.startMs).toBeLessThanOrEqual(ms)
        expect((day?.startMs ?? 0) + (day?.periods ?? 0) * 1_800_000).toBeGreaterThan(ms)
        expect(day?.date).toBe(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(ms))
      }),
    )
  })

  it('is in the list when the window touches it, and only then', () => {
    const dates = (from: string, to: string) => settlementDays(utc(from), utc(to)).map(({ date }) => date)
    expect(dates('2026-07-14T22:59:59Z', '2026-07-14T23:00:00Z')).toEqual(['2026-07-14'])
    expect(dates('2026-07-14T22:59:59Z', '2026-07-14T23:00:01Z')).toEqual(['2026-07-14', '2026-07-15'])
    expect(dates('2026-07-14T23:00:00Z', '2026-07-14T23:00:00Z')).toEqual([])
    expect(dates('2026-07-15T23:00:00Z', '2026-07-14T23:00:00Z')).toEqual([])
  })

  it.each(['1971-12-31', '2200-01-01', '2026-02-30', 'soon'])('%s is refused', (date) => {
    expect(() => settlementDayStart(date)).toThrow(AppError)
  })

  it('list for a year takes microseconds once known', () => {
    const from = settlementDayStart('2026-01-01')
    const to = settlementDayStart('2027-01-01')
    settlementDays(from, to)
    const started = performance.now()
    for (let i = 0; i < 200; i++) settlementDays(from, to)
    expect((performance.now() - started) / 200).toBeLessThan(0.5)
  })
})

describe('a settlement month', () => {
  it('starts at local midnight', () => {
    expect(settlementMonthStart('2026-01')).toBe(utc('2026-01-01T00:00:00Z'))
    expect(settlementMonthStart('2026-04')).toBe(utc('2026-03-31T23:00:00Z'))
    expect(settlementMonthStart('2026-11')).toBe(utc('2026-11-01T00:00:00Z'))
  })

  it('is followed by the next, also over the new year', () => {
    expect(['2026-01', '2026-04', '2026-12', '2028-02'].map(monthAfter)).toEqual([
      '2026-02',
      '2026-05',
      '2027-01',
      '2028-03',
    ])
  })
})

const published = '../shared/data/reference/gb-clock-change-days.csv'

describe.runIf(existsSync(published))('the published clock-change days of 2010 to 2035', () => {
  it('are ours, and no other day of these years is odd', () => {
    const [, ...rows] = readFileSync(published, 'utf8').trim().split('\n')
    const expected = rows.map((row) => {
      const [date = '', , periods, start = ''] = row.split(',')
      return { date, periods: Number(periods), start, startMs: utc(start) }
    })
    const odd = settlementDays(utc('2010-01-01'), utc('2036-01-01')).filter(({ periods }) => periods !== 48)
    expect(odd).toEqual(expected)
  })
})
