import { describe, expect, test } from 'vitest'
import { historyInPast } from './history-in-past.ts'
import { periodWithinLimit } from './period-within-limit.ts'

const today = '2026-11-23'
const reason = (name: string) => expect.objectContaining({ code: 'invalid', reason: name })

describe('[C7] the period of a consent', () => {
  test('may end today, and twelve months ahead to the day', () => {
    periodWithinLimit(today, today)
    periodWithinLimit('2027-11-23', today)
    periodWithinLimit('2025-02-28', '2024-02-29')
  })

  test('may not end a day later, nor in the past', () => {
    expect(() => periodWithinLimit('2027-11-24', today)).toThrow(reason('period-too-long'))
    expect(() => periodWithinLimit('2025-03-01', '2024-02-29')).toThrow(reason('period-too-long'))
    expect(() => periodWithinLimit('2026-11-22', today)).toThrow(reason('period-over'))
  })
})

describe('the history of a consent', () => {
  test('starts today at the latest and not before meters were smart', () => {
    historyInPast(today, today)
    historyInPast('2000-01-01', today)
    expect(() => historyInPast('2026-11-24', today)).toThrow(reason('history-in-future'))
    expect(() => historyInPast('1999-12-31', today)).toThrow(reason('history-too-early'))
  })
})
