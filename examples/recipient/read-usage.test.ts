import { describe, expect, it } from 'vitest'
import type { DayTotal, EnergyApi, Granularity } from './energy-api.ts'
import { energyRequest } from './energy-request.ts'
import { readUsage } from './read-usage.ts'

const today = '2026-11-23'
const granted = energyRequest('2027-05-23', today)
const total = (settlementDate: string): DayTotal => ({ settlementDate, value: 1, readings: 48, periods: 48 })

/** A data API with these days in it, which writes down what it was asked. */
function fakeApi(granularity: Granularity | null, dates: string[]) {
  const asked: string[] = []
  const note = <T>(what: string, from: string, to: string, found: T) => {
    asked.push(`${what} ${from} ${to}`)
    return found
  }
  const within = (from: string, to: string) => dates.filter((date) => date >= from && date < to).map(total)
  const api: EnergyApi = {
    supplyPoints: async () => [{ supplyPointId: 'sp_1', direction: 'import', granularity }],
    halfHours: async (_, from, to) =>
      note('PT30M', from, to, [{ settlementDate: from, start: `${from}T00:00:00Z`, values: [1] }]),
    days: async (_, from, to) => note('P1D', from, to, within(from, to)),
    months: async (_, from, to) => note('P1M', from, to, []),
  }
  return { api, asked }
}

describe('one look at the data', () => {
  it('shows the latest day with data and the month around it', async () => {
    const { api, asked } = fakeApi('PT30M', ['2026-10-31', '2026-11-01', '2026-11-20'])
    const usage = await readUsage(api, granted, {}, today)
    expect(usage.date).toBe('2026-11-20')
    expect(usage.days?.map(({ settlementDate }) => settlementDate)).toEqual(['2026-11-01', '2026-11-20'])
    expect(asked).toEqual(['P1D 2025-11-23 2026-11-24', 'PT30M 2026-11-20 2026-11-21'])
  })

  it('reads a chosen day and its month, and nothing else', async () => {
    const { api, asked } = fakeApi('PT30M', [])
    await readUsage(api, granted, { date: '2026-02-11' }, today)
    expect(asked).toEqual(['P1D 2026-02-01 2026-03-01', 'PT30M 2026-02-11 2026-02-12'])
  })

  it('looks back in steps of at most 400 days until it finds a day', async () => {
    const { api, asked } = fakeApi('P1D', ['2024-05-05'])
    const usage = await readUsage(api, { ...granted, history: { from: '2024-01-01' } }, {}, today)
    expect(usage.date).toBe('2024-05-05')
    expect(asked).toEqual([
      'P1D 2025-10-21 2026-11-24',
      'P1D 2024-09-17 2025-10-21',
      'P1D 2024-01-01 2024-09-17',
    ])
  })

  it('asks for no more detail than is shared', async () => {
    const daily = fakeApi('P1D', ['2026-11-20'])
    expect(await readUsage(daily.api, granted, {}, today)).not.toHaveProperty('halfHours')
    expect(daily.asked).toEqual(['P1D 2025-11-23 2026-11-24'])
    const monthly = fakeApi('P1M', [])
    await readUsage(monthly.api, granted, { date: '2026-02-11' }, today)
    expect(monthly.asked).toEqual(['P1M 2025-12-01 2026-11-24'])
    const none = fakeApi(null, [])
    await readUsage(none.api, granted, {}, today)
    expect(none.asked).toEqual([])
  })

  it('takes the first meter when the chosen one is not shared', async () => {
    const { api } = fakeApi('P1D', [])
    expect((await readUsage(api, granted, { point: '../sp_2' }, today)).point?.supplyPointId).toBe('sp_1')
  })
})
