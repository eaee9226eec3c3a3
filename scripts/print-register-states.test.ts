import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { printPage, verbs } from './print-register-states.ts'

test('the page about the register says what the tables say', () => {
  expect(readFileSync(new URL('../docs/register.md', import.meta.url), 'utf8')).toBe(printPage())
})

test('the file named for each event is there, and does it', () => {
  for (const [event, file] of Object.values(verbs).flatMap((files) => Object.entries(files))) {
    const path = new URL(`../lib/register/${file}`, import.meta.url)
    expect(existsSync(path), file).toBe(true)
    expect(readFileSync(path, 'utf8')).toContain(`'${event}'`)
  }
})
