import { describe, expect, it } from 'vitest'
import { describeMonth, monthChart, monthDays } from './month.ts'
import { describeYear } from './year.ts'

const total = (settlementDate: string, value: number, readings = 48) => ({
  settlementDate,
  value,
  readings,
  periods: 48,
})
const limits = { min: '2026-02-03', max: '2026-02-06' }
const february = monthDays(
  '2026-02-11',
  [total('2026-02-03', 8_000), total('2026-02-05', 12_000, 40)],
  limits,
)

describe('the days of a month', () => {
  it('are all there, in order', () => {
    expect(february).toHaveLength(28)
    expect([february[0]?.date, february.at(-1)?.date]).toEqual(['2026-02-01', '2026-02-28'])
    expect(monthDays('2028-02-29', [], limits)).toHaveLength(29)
  })

  it('count as missing only when they are shared and over', () => {
    expect(february.filter(({ missing }) => missing).map(({ date }) => date)).toEqual(['2026-02-04'])
  })
})

describe('a month in words', () => {
  it('says how much, on average and at most, and what is missing', () => {
    expect(describeMonth(february, 'import')).toEqual([
      'This home used 20.0\u00a0kWh in 2 days.',
      'That is about 10.0\u00a0kWh a day. Most in one day: 12.0\u00a0kWh, on Thursday 5 February.',
      '1 day without readings, shown pale.',
      '1 day with some readings missing.',
    ])
  })

  it('says so when there is nothing', () => {
    expect(describeMonth(monthDays('2026-02-11', [], limits), 'import')).toEqual([
      'There are no readings for this month.',
    ])
  })

  it('draws pale what is missing, and nothing for days to come', () => {
    const svg = String(monthChart(february))
    expect(svg.match(/class="gap"/g)).toHaveLength(1)
    expect(svg.match(/<rect/g)).toHaveLength(28)
  })
})

describe('months in words', () => {
  it('add up, and name the highest', () => {
    const months = [
      { month: '2026-01', value: 340_000, readings: 1488, periods: 1488 },
      { month: '2026-02', value: 110_400, readings: 700, periods: 1344 },
    ]
    expect(describeYear(months, 'import')).toEqual([
      'Over 2 months this home used 450\u00a0kWh.',
      'Most in one month: 340\u00a0kWh, in January 2026.',
      '1 month with readings missing or still to come.',
    ])
    expect(describeYear([], 'import')).toEqual(['There are no monthly totals yet.'])
  })
})
