import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { grantedElement, requestElement } from '#lib/consent/request.ts'
import { schemas } from './write-schemas.ts'

type Name = keyof typeof schemas
const published = (name: Name) => readFileSync(new URL(`../public/schemas/${name}`, import.meta.url), 'utf8')

test.each(Object.keys(schemas) as Name[])('%s says what the code says: else run write-schemas.ts', (name) => {
  expect(JSON.parse(published(name))).toEqual(JSON.parse(schemas[name]))
})

const valid = {
  type: 'urn:energyos:energy-data:v1',
  actions: ['read'],
  datatypes: ['supply-point.basic', 'meter.electricity.hh'],
  history: { from: '2025-11-01' },
  access: { until: '2027-05-31' },
  purpose: 'tariff_comparison',
}
const granted = {
  ...valid,
  arrangement_id: `arr_${'A'.repeat(22)}`,
  supply_points: [`sp_${'b'.repeat(22)}`],
}

const permission = fc.constantFrom(
  'supply-point.basic',
  'meter.electricity.hh',
  'meter.electricity.daily',
  'meter.gas.hh',
)
const date = fc.constantFrom('2025-11-01', '2024-02-29', '2023-02-29', '2025-13-01', '2025-11-1', '', 'today')
const id = fc.constantFrom(`arr_${'A'.repeat(22)}`, `sp_${'A'.repeat(22)}`, 'sp_', `arr_${'A'.repeat(23)}`)

/** Values that some member might take, rightly or wrongly. */
const values: Record<string, fc.Arbitrary<unknown>> = {
  type: fc.constantFrom(valid.type, 'urn:energyos:energy-data:v2', ''),
  actions: fc.array(fc.constantFrom('read', 'write'), { maxLength: 2 }),
  datatypes: fc.array(permission, { maxLength: 9 }),
  history: fc.oneof(fc.record({ from: date }), fc.record({ from: date, to: date })),
  access: fc.record({ until: date }),
  purpose: fc.oneof(fc.string(), fc.constantFrom('tariff_comparison', 'Tariff', 'a'.repeat(65))),
  locations: fc.array(fc.constantFrom('https://a.example/x', 'ftp://a.example', 'https://a b', 'a'), {
    maxLength: 2,
  }),
  arrangement_id: id,
  supply_points: fc.array(id, { maxLength: 2 }),
}
/** Up to two members with another value, and up to one missing. */
const change = fc
  .subarray(Object.keys(values), { maxLength: 2 })
  .chain((names) =>
    fc.record(
      Object.fromEntries(names.map((name) => [name, fc.oneof(values[name] ?? fc.nat(), fc.jsonValue())])),
    ),
  )
const without = fc.subarray(Object.keys(granted), { maxLength: 1 })

describe.each<[Name, z.ZodType, object]>([
  ['energy-data-v1.request.json', requestElement, valid],
  ['energy-data-v1.granted.json', grantedElement, granted],
])('%s', (name, schema, example) => {
  // Each date has a pattern beside its format, so the format needs no checking of its own.
  const accepts = new Ajv2020({ validateFormats: false }).compile(JSON.parse(published(name)))

  test('accepts its example', () => {
    expect(accepts(example)).toBe(true)
    expect(schema.safeParse(example).success).toBe(true)
  })

  test('accepts and refuses exactly what the code does', () => {
    const seen = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(change, without, (changed, left) => {
        const element = Object.fromEntries(
          Object.entries({ ...example, ...changed }).filter(([member]) => !left.includes(member)),
        )
        const verdict = accepts(element)
        seen[verdict ? 'accepted' : 'refused'] += 1
        expect(verdict, JSON.stringify(element)).toBe(schema.safeParse(element).success)
      }),
      { numRuns: 3_000 },
    )
    expect(Math.min(seen.accepted, seen.refused), 'both happen').toBeGreaterThan(10)
  })
})
