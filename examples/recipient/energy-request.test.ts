import { describe, expect, it } from 'vitest'
import { compareGrant } from './compare-grant.ts'
import { checkUntil, energyRequest, grantedDetail } from './energy-request.ts'

const asked = energyRequest('2027-05-23', '2026-11-23')

describe('what Brightly asks for', () => {
  it('is 12 months of half hours, until the chosen day', () => {
    expect(asked).toEqual({
      type: 'urn:energyos:energy-data:v1',
      actions: ['read'],
      datatypes: ['supply-point.basic', 'meter.electricity.hh'],
      history: { from: '2025-11-23' },
      access: { until: '2027-05-23' },
      purpose: 'tariff_comparison',
    })
  })

  it.each(['2026-11-23', '2027-11-23'])('may end on %s', (until) => {
    expect(checkUntil(until, '2026-11-23')).toBeUndefined()
  })

  it.each(['2026-11-22', '2027-11-24', '2027-02-30', '', 'tomorrow', undefined])(
    'may not end on %s',
    (until) => {
      expect(checkUntil(until, '2026-11-23')).toBe('Choose a date from 23 November 2026 to 23 November 2027.')
    },
  )

  it('ends on the last day of February when asked on a leap day', () => {
    expect(checkUntil('2029-02-28', '2028-02-29')).toBeUndefined()
    expect(checkUntil('2029-03-01', '2028-02-29')).toBeDefined()
  })
})

describe('what was granted', () => {
  it('is found among other details', () => {
    expect(grantedDetail([{ type: 'other' }, { ...asked, arrangement_id: 'arr_1' }])).toMatchObject(asked)
  })

  it.each([
    ['nothing', undefined],
    ['another type', [{ type: 'other' }]],
    ['no dates', [{ type: asked.type, datatypes: [] }]],
    ['a date that does not exist', [{ ...asked, access: { until: '2027-02-30' } }]],
  ])('is refused when it holds %s', (_, details) => {
    expect(() => grantedDetail(details)).toThrow('no usable authorization_details')
  })

  it('is shown beside what was asked, and marked where it is less', () => {
    const granted = { ...asked, datatypes: ['meter.electricity.daily'], access: { until: '2026-12-31' } }
    expect(compareGrant(asked, granted)).toEqual([
      { what: 'Electricity use', asked: 'Every half hour', shared: 'Daily totals', less: true },
      { what: 'Area and meter number ending', asked: 'Yes', shared: 'No', less: true },
      { what: 'Readings from', asked: '23 November 2025', shared: '23 November 2025', less: false },
      { what: 'Last day of sharing', asked: '23 May 2027', shared: '31 December 2026', less: true },
    ])
    expect(compareGrant(asked, asked).some(({ less }) => less)).toBe(false)
  })
})
