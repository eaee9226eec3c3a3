import { describe, expect, test } from 'vitest'
import { decideTerms, offerChoices, unanswered } from './choices.ts'
import type { ConsentRequest } from './request.ts'

const today = '2026-11-23'
const request: ConsentRequest = {
  type: 'urn:energyos:energy-data:v1',
  actions: ['read'],
  datatypes: ['supply-point.basic', 'meter.electricity.hh', 'meter.electricity.daily'],
  history: { from: '2025-11-01' },
  access: { until: '2027-11-23' },
  purpose: 'tariff_comparison',
}

describe('what a consumer may choose', () => {
  test('[C6] is what was asked for, or coarser', () => {
    expect(offerChoices(request, today).usage).toEqual([
      'meter.electricity.hh',
      'meter.electricity.daily',
      'meter.electricity.monthly',
    ])
    expect(offerChoices({ ...request, datatypes: ['meter.electricity.monthly'] }, today).usage).toHaveLength(
      1,
    )
  })

  test('[C7] is the date that was asked for, or sooner', () => {
    expect(offerChoices(request, today).until).toEqual([
      '2027-11-23',
      '2027-05-23',
      '2027-02-23',
      '2026-12-23',
    ])
    expect(offerChoices({ ...request, access: { until: '2026-12-01' } }, today).until).toEqual(['2026-12-01'])
  })

  test('[C6] choosing coarser leaves nothing finer behind, whatever else was asked for', () => {
    const chosen = { supplyPoints: [], usage: 'meter.electricity.monthly', until: '2026-12-23' }
    expect(decideTerms(request, chosen, today)).toEqual({
      permissions: ['supply-point.basic', 'meter.electricity.monthly'],
      historyFrom: '2025-11-01',
      until: '2026-12-23',
    })
  })

  test.each([
    ['a later date', { usage: 'meter.electricity.hh', until: '2027-11-24' }],
    ['a date that was not offered', { usage: 'meter.electricity.hh', until: '2026-12-24' }],
    ['a permission that was not asked for', { usage: 'meter.gas.hh', until: '2027-11-23' }],
    ['no detail', { usage: undefined, until: '2027-11-23' }],
    ['an inherited name', { usage: 'toString', until: '2027-11-23' }],
  ])('is never %s', (_what, chosen) => {
    const decide = () => decideTerms(request, { supplyPoints: [], ...chosen }, today)
    expect(decide).toThrow(expect.objectContaining({ code: 'invalid', reason: 'not-offered' }))
  })

  test('is never finer than daily when daily was asked for', () => {
    const daily: ConsentRequest = { ...request, datatypes: ['meter.electricity.daily'] }
    const decide = () =>
      decideTerms(daily, { supplyPoints: [], usage: 'meter.electricity.hh', until: '2027-11-23' }, today)
    expect(decide).toThrow(expect.objectContaining({ reason: 'not-offered' }))
  })
})

describe('a question without an answer', () => {
  const nothing = { supplyPoints: [], usage: undefined, until: '' }

  test('is told, each in the order of the page', () => {
    const offer = offerChoices(request, today)
    expect(unanswered(offer, nothing)).toEqual(['supplyPoints', 'usage', 'until'])
    expect(unanswered(offer, { ...nothing, supplyPoints: ['sp_1'], until: '2026-12-23' })).toEqual(['usage'])
  })

  test('is not told of detail when no usage was asked for', () => {
    const offer = offerChoices({ ...request, datatypes: ['supply-point.basic'] }, today)
    expect(unanswered(offer, nothing)).toEqual(['supplyPoints', 'until'])
  })
})
