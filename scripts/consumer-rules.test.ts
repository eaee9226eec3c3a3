import { expect, test } from 'vitest'
import { readCoverage } from './consumer-rules.ts'

const { ids, declared, proofs } = readCoverage()

test('the page lists every rule once', () => {
  expect(new Set(ids).size).toBe(ids.length)
  const counts = Map.groupBy(ids, (id) => id.slice(0, 1))
  expect([...counts].map(([letter, all]) => `${letter}${all.length}`)).toEqual([
    'C18',
    'D12',
    'W9',
    'R10',
    'H8',
    'T10',
  ])
})

test('the page says which rules no test names', () => {
  expect(declared).toEqual(ids.filter((id) => !proofs.has(id)))
})

test('every id in the name of a test is a rule of the page', () => {
  for (const [id, files] of proofs) expect(ids, files.join(', ')).toContain(id)
})
