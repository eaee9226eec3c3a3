import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { acts, printStates } from './print-states.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('the page about states says what the table says', () => {
  expect(read('../docs/consent-states.md')).toBe(printStates())
})

test('the page names the verb of every event that something brings about, and no other', () => {
  const files = readdirSync(new URL('../lib/consent', import.meta.url), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const done = files.flatMap((file) =>
    [...read(`../lib/consent/${file}`).matchAll(/\btransition\([^()]+, '(\w+)'\)/g)].map(([, event]) => [
      event,
      file,
    ]),
  )
  const named = Object.entries(acts).flatMap(([event, { verb }]) => (verb ? [[event, verb]] : []))
  expect(done.toSorted()).toEqual(named.toSorted())
})
