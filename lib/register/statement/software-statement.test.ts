import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { softwareStatement } from './software-statement.ts'

const page = readFileSync('docs/registration.md', 'utf8')

test('the page for recipients shows a statement that holds', () => {
  const [, example = ''] = /```json\n(\{\n {2}"iss".*?)\n```/s.exec(page) ?? []
  const claims = JSON.parse(example)
  expect(softwareStatement.parse(claims)).toEqual(claims)
})

test('the page explains every claim', () => {
  const table = page.split('\n').filter((line) => line.startsWith('| `'))
  for (const claim of Object.keys(softwareStatement.shape)) {
    expect(
      table.some((line) => line.split('|')[1]?.includes(`\`${claim}\``)),
      claim,
    ).toBe(true)
  }
})
