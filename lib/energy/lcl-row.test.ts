import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LclHeader, readHeader, readRow } from './lcl-row.ts'

const tidy: LclHeader = { form: 'tidy', width: 3, household: 0, stamp: 1, kwh: 2 }
const row = (stamp: string, kwh: string, household = 'MAC000002') => readRow([household, stamp, kwh], tidy)
const slot = (text: string) => Date.parse(text) / 1_800_000

describe('the header', () => {
  it('is known by its names, whatever their order, case and spaces', () => {
    const published = 'LCLid,stdorToU,DateTime,KWH/hh (per half hour) ,Acorn,Acorn_grouped  '.split(',')
    expect(readHeader(published)).toEqual({ form: 'published', width: 6, household: 0, stamp: 2, kwh: 3 })
    expect(readHeader(['kwh', ' "Household_ID" ', 'reading_utc'])).toEqual({
      ...tidy,
      kwh: 0,
      household: 1,
      stamp: 2,
    })
  })

  it('of another file is not known', () => {
    expect(readHeader(['household_id', 'reading_local', 'kwh'])).toBeUndefined()
    expect(readHeader([''])).toBeUndefined()
  })
})

describe('the time of a row', () => {
  it.each([
    '2013-03-31T01:30:00Z',
    '2013-03-31 01:30:00.0000000',
    '2013-03-31 01:30:00',
    '2013-03-31T01:30:00.0+00:00',
  ])('%s is UTC', (stamp) =>
    expect(row(stamp, '1')).toEqual({
      household: 'MAC000002',
      halfHour: slot('2013-03-31T01:30:00Z'),
      wh: 1000,
    }),
  )

  it('reads every half hour of two hundred years as the platform does', () => {
    const halfHours = fc.integer({ min: slot('1972-01-02T00:00Z'), max: slot('2199-12-29T23:30Z') })
    fc.assert(
      fc.property(halfHours, (halfHour) => {
        const iso = new Date(halfHour * 1_800_000).toISOString()
        expect(row(iso.replace('.000', ''), '1')).toMatchObject({ halfHour })
        expect(row(iso.replace('T', ' ').replace('.000Z', '.0000000'), '1')).toMatchObject({ halfHour })
      }),
    )
  })

  it.each([
    '',
    '2013-03-31',
    '2013-02-29T00:00:00Z',
    '2013-04-31T00:00:00Z',
    '2013-00-01T00:00:00Z',
    '2013-13-01T00:00:00Z',
    '2013-03-31T24:00:00Z',
    '2013-03-31T00:60:00Z',
    '2013-03-31T00:00:60Z',
    '2013-03-31T00:30:00+01:00',
    '2013/03/31 00:30:00',
    '31-03-2013 00:30:00',
    '2013-03-31T00-30-00Z',
    '2013-03-31T0x:30:00Z',
    '2013-03-31T00:30:00Z tail',
    '2013-03-31T00:30:00.',
    '1970-01-01T00:00:00Z',
    '2200-01-01T00:00:00Z',
  ])('%j cannot be read', (stamp) => expect(row(stamp, '1')).toBe('bad-stamp'))

  it.each([
    '2013-03-31T00:15:00Z',
    '2013-03-31 00:30:01',
    '2013-03-31 00:30:00.0000001',
    '2012-12-19 12:37:27.0000000',
  ])('%s is off the grid', (stamp) => expect(row(stamp, '1')).toBe('off-grid'))
})

describe('the reading of a row', () => {
  it.each([
    ['0.219', 219],
    ['2.6070001', 2607],
    ['1.0779999', 1078],
    [' .5 ', 500],
    ['0', 0],
    ['-0', 0],
    ['0.0004', 0],
    ['1E-2', 10],
    ['"0.3"', 300],
    ['1000', 1_000_000],
  ])('%j is %i Wh', (kwh, wh) => {
    const read = row('2013-01-01T00:00:00Z', kwh)
    expect(read).toMatchObject({ wh })
    expect(Object.is(typeof read === 'object' ? read.wh : undefined, -0)).toBe(false)
  })

  it.each([
    ['', 'no-value'],
    ['Null', 'no-value'],
    ['NaN', 'bad-value'],
    ['Infinity', 'bad-value'],
    ['0x10', 'bad-value'],
    ['1,5', 'bad-value'],
    ['1 2', 'bad-value'],
    ['.', 'bad-value'],
    ['-0.001', 'negative-value'],
    ['1000.0001', 'absurd-value'],
    ['1e999', 'absurd-value'],
  ])('%j is refused: %s', (kwh, reason) => expect(row('2013-01-01T00:00:00Z', kwh)).toBe(reason))

  it('whatever a row says, is a whole number of Wh or a reason', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), (fields) => {
        const read = readRow(fields, tidy)
        expect(typeof read === 'string' || Number.isInteger(read.wh)).toBe(true)
      }),
    )
  })

  it('has a household to belong to and as many columns as the header', () => {
    expect(row('2013-01-01T00:00:00Z', '1', '')).toBe('bad-household')
    expect(row('2013-01-01T00:00:00Z', '1', "x'; drop table")).toBe('bad-household')
    expect(readRow(['MAC000002', '2013-01-01T00:00:00Z'], tidy)).toBe('wrong-columns')
  })
})
