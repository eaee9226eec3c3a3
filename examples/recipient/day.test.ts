import { describe, expect, it } from 'vitest'
import { dayChart, describeDay, halfHoursOf } from './day.ts'

const day = (settlementDate: string, start: string, values: (number | null)[]) =>
  halfHoursOf({ settlementDate, start, values })
const steady = (count: number) => Array.from({ length: count }, () => 100)

describe('the half hours of a settlement day', () => {
  it('begin at midnight on a British clock, in summer an hour before UTC', () => {
    const labels = day('2026-06-01', '2026-05-31T23:00:00Z', steady(48)).map(({ label }) => label)
    expect([labels[0], labels[1], labels[24], labels[37], labels[47]]).toEqual([
      'midnight',
      '12:30am',
      'midday',
      '6:30pm',
      '11:30pm',
    ])
  })

  it('skip the hour that is lost in March: 46 of them', () => {
    const labels = day('2026-03-29', '2026-03-29T00:00:00Z', steady(46)).map(({ label }) => label)
    expect(labels.slice(0, 4)).toEqual(['midnight', '12:30am', '2am', '2:30am'])
    expect(labels.at(-1)).toBe('11:30pm')
  })

  it('repeat the hour that is won in October: 50 of them', () => {
    const labels = day('2026-10-25', '2026-10-24T23:00:00Z', steady(50)).map(({ label }) => label)
    expect(labels.slice(2, 6)).toEqual(['1am', '1:30am', '1am', '1:30am'])
    expect(labels.at(-1)).toBe('11:30pm')
  })
})

describe('a day in words', () => {
  it('says how much, when most, and how much in the evening', () => {
    const values = steady(48)
    values[37] = 900
    expect(describeDay(day('2026-01-05', '2026-01-05T00:00:00Z', values), 'import')).toEqual([
      'This home used 5.6\u00a0kWh.',
      'The busiest half hour began at 6:30pm: 0.90\u00a0kWh.',
      '25% of it fell between 4pm and 7pm, when electricity tends to cost most.',
    ])
  })

  it('owns up to missing readings and does not count them as nothing', () => {
    const sentences = describeDay(day('2026-01-05', '2026-01-05T00:00:00Z', [null, 500, null]), 'export')
    expect(sentences).toContain('2 half hours without a reading, shown pale.')
    expect(sentences[0]).toBe('This home sent 0.50\u00a0kWh to the grid.')
    expect(sentences.join()).not.toContain('4pm')
  })

  it('says so when there is nothing, or nothing was used', () => {
    expect(describeDay([], 'import')).toEqual(['There are no readings for this day.'])
    expect(describeDay(day('2026-01-05', '2026-01-05T00:00:00Z', [0, 0]), 'import')[0]).toBe(
      'This home used 0.00\u00a0kWh.',
    )
  })
})

describe('the chart of a day', () => {
  it('has a bar for each half hour and a tick every six hours of the clock, also in October', () => {
    const svg = String(dayChart('2026-10-25', day('2026-10-25', '2026-10-24T23:00:00Z', steady(50))))
    expect(svg.match(/<rect/g)).toHaveLength(50)
    expect([...svg.matchAll(/class="tick"[^>]*>(\w+)</g)].map(([, label]) => label)).toEqual([
      '12am',
      '6am',
      '12pm',
      '6pm',
    ])
  })
})
