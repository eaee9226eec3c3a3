import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

// Paths are those of the project: tests run in its folder.
const page = readFileSync('docs/conformance.md', 'utf8')

interface Module {
  name: string
  profile: string
  /** The file with its test, or why there is none */
  test: string
}

const row = /^\| `([\w-]+)` \| ([\w ]+) \| (?:\[[\w/-]+\]\(\.\.\/(\S+)\)|([\w ]+)) \|$/gm

const modules: Module[] = [...page.slice(page.indexOf('## Modules')).matchAll(row)].map(
  ([, name = '', profile = '', file, reason]) => ({ name, profile, test: file ?? reason ?? '' }),
)

/** What the third column may say instead of a file, by profile. */
const reasons: Record<string, string[]> = {
  'Security Profile': [],
  'Message Signing': [],
  'another ecosystem': ['does not apply'],
}

/** The test files, each with the names that begin titles of `test` or of the rows of `test.each`. */
const titles = new Map(
  globSync('lib/oidc/**/*.test.ts').map((file) => {
    const source = readFileSync(file, 'utf8')
    const names = [...source.matchAll(/(?:\btest\(|\[)\s*'([\w-]+)[:,']/g)].map(([, name = '']) => name)
    return [file.replaceAll('\\', '/'), { source, names }] as const
  }),
)

test('the page lists the 78 modules of the suite, each once', () => {
  expect(modules).toHaveLength(78)
  expect(new Set(modules.map(({ name }) => name)).size).toBe(78)
})

describe('a module that applies has a test of its name, in the file that the page gives', () => {
  test.each(modules)('$name', ({ name, profile, test: file }) => {
    const elsewhere = [...titles].filter(([, { names }]) => names.includes(name)).map(([path]) => path)
    if (reasons[profile]?.includes(file)) expect(elsewhere).toEqual([])
    else expect(elsewhere).toEqual([file])
  })
})

test('none of them is skipped', () => {
  for (const { test: file } of modules) {
    expect(titles.get(file)?.source ?? '').not.toMatch(/\b(test|describe)\.(skip|todo|only|fails)/)
  }
})

test('every test file that the page names is there', () => {
  const named = [...page.matchAll(/`((?:lib|e2e)\/\S+\.test\.ts)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(5)
  for (const path of named) expect(() => readFileSync(path)).not.toThrow()
})

test('the page claims no certificate', () => {
  expect(page.replace('nobody has certified anything', '')).not.toMatch(/certif|conformant/i)
})
