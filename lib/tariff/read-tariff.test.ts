import { describe, expect, it } from 'vitest'
import { readPrice, writePrice } from './price.ts'
import { readTariff, tariffForm, writeTariff } from './read-tariff.ts'

const typed = (fields: Record<string, string>) =>
  tariffForm.parse({ unitRate: '24.5', standingCharge: '53.35', vat: 'included', ...fields })

const faultsOf = (fields: Record<string, string>) => {
  const read = readTariff(typed(fields))
  return 'faults' in read ? read.faults : {}
}

describe('a price in pence', () => {
  it.each([
    ['24.5', 245_000],
    [' 24.8625p ', 248_625],
    ['7', 70_000],
    ['0', 0],
    ['200', 2_000_000],
    // 0.1 + 0.2 and its kind never come to be
    ['1.1', 11_000],
    ['29.29', 292_900],
  ])('is read digit by digit: %s', (text, price) => expect(readPrice(text)).toBe(price))

  it.each([
    ['', 'no-price'],
    ['0.245', 'in-pounds'],
    ['£24', 'in-pounds'],
    ['24.56789', 'not-a-price'],
    ['-3', 'not-a-price'],
    ['2e1', 'not-a-price'],
    ['200.0001', 'too-much'],
  ])('is refused with its reason: "%s"', (text, fault) => expect(readPrice(text)).toBe(fault))

  it.each([245_000, 248_625, 0, 10_010, 2_000_000])('is written so that it reads the same: %i', (price) =>
    expect(readPrice(writePrice(price))).toBe(price),
  )
})

describe('a tariff as typed', () => {
  it('is read, and written back as it was', () => {
    const fields = {
      from1: '00:30',
      to1: '04:30',
      rate1: '7.5',
      from2: '16:00',
      to2: '19:00',
      rate2: '38.62',
    }
    const read = readTariff(typed(fields))
    expect(read).toEqual({
      tariff: {
        unitRate: 245_000,
        standingCharge: 533_500,
        vat: 'included',
        bands: [
          { from: 1, to: 9, rate: 75_000 },
          { from: 32, to: 38, rate: 386_200 },
        ],
      },
    })
    if ('tariff' in read) expect(readTariff(writeTariff(read.tariff))).toEqual(read)
  })

  it('says of each field what is wrong with it', () => {
    expect(faultsOf({ unitRate: '0.245', standingCharge: '', vat: '' })).toEqual({
      unitRate: 'Enter the price of a unit in pence, not in pounds: for example 24.5, not 0.245',
      standingCharge: 'Enter the standing charge, in pence',
      vat: 'Choose whether the prices include VAT',
    })
  })

  it('takes half hours only, and a whole band or none', () => {
    expect(Object.keys(faultsOf({ from1: '00:15', to1: '04:30', rate1: '7.5' }))).toEqual(['from1'])
    expect(Object.keys(faultsOf({ rate2: '7.5' }))).toEqual(['from2', 'to2'])
    expect(Object.keys(faultsOf({ from1: '01:00', to1: '01:00', rate1: '7.5' }))).toEqual(['to1'])
  })

  it('refuses times that overlap, past midnight too', () => {
    const night = { from1: '23:00', to1: '05:00', rate1: '7.5' }
    expect(faultsOf({ ...night, from2: '04:30', to2: '06:00', rate2: '9' })).toHaveProperty('from1')
    expect(faultsOf({ ...night, from2: '05:00', to2: '06:00', rate2: '9' })).toEqual({})
  })
})
