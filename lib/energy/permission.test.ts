import { describe, expect, it } from 'vitest'
import {
  coarserOrEqual,
  coarserThan,
  finestUsage,
  granularitiesOf,
  granularityOf,
  implies,
  isPermission,
  permissions,
} from './permission.ts'

const all = Object.values(permissions)

describe('the registry of permissions', () => {
  it('files each permission under its own id', () => {
    expect(Object.entries(permissions).every(([id, permission]) => id === permission.id)).toBe(true)
    expect(Object.keys(permissions)).toEqual([
      'supply-point.basic',
      'supply-point.detail',
      'meter.electricity.monthly',
      'meter.electricity.daily',
      'meter.electricity.hh',
    ])
  })

  it('knows what each implies', () => {
    expect(coarserOrEqual('meter.electricity.hh')).toEqual([
      'meter.electricity.hh',
      'meter.electricity.daily',
      'meter.electricity.monthly',
    ])
    expect(coarserThan('meter.electricity.daily')).toEqual(['meter.electricity.monthly'])
    expect(coarserThan('meter.electricity.monthly')).toEqual([])
    expect(coarserThan('supply-point.basic')).toEqual([])
    expect(implies('meter.electricity.hh', 'meter.electricity.monthly')).toBe(true)
    expect(implies('meter.electricity.monthly', 'meter.electricity.hh')).toBe(false)
    expect(implies('meter.electricity.hh', 'supply-point.basic')).toBe(false)
    expect(implies('supply-point.basic', 'supply-point.basic')).toBe(true)
  })

  it('knows the granularity that each opens', () => {
    expect(all.map(({ id }) => granularityOf(id))).toEqual([undefined, undefined, 'P1M', 'P1D', 'PT30M'])
    expect(granularitiesOf('meter.electricity.hh')).toEqual(['PT30M', 'P1D', 'P1M'])
    expect(granularitiesOf('meter.electricity.monthly')).toEqual(['P1M'])
    expect(granularitiesOf('supply-point.basic')).toEqual([])
    const held = ['supply-point.basic', 'meter.electricity.monthly', 'meter.electricity.daily'] as const
    expect(finestUsage(held)).toBe('meter.electricity.daily')
    expect(finestUsage(['supply-point.basic'])).toBeUndefined()
  })

  it('refuses what it does not know, also names that every object has', () => {
    expect(isPermission('meter.electricity.hh')).toBe(true)
    expect(['meter.gas.hh', 'toString', '__proto__', ''].filter(isPermission)).toEqual([])
  })
})

const sentences = all.flatMap(({ label, lines, reveals }) => [label, ...lines, reveals])
const jargon =
  /consent|authoris|revoke|data subject|granular|\bAPI\b|third part|half-hourly|consumer|user\b|process/i

describe('the words of the permissions', () => {
  it.each(sentences)('"%s" is at most 25 words without jargon', (sentence) => {
    expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(25)
    expect(sentence).not.toMatch(jargon)
  })

  it('speak to the reader', () => {
    for (const { lines, reveals } of all) expect([...lines, reveals].join(' ')).toMatch(/\byour?\b/i)
  })

  it('explain the MPAN where they name it', () => {
    const naming = sentences.filter((sentence) => sentence.includes('MPAN'))
    expect(naming.length).toBeGreaterThan(0)
    for (const sentence of naming) expect(sentence).toContain('13-digit number on your electricity bill')
  })
})
