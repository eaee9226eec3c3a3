import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = import.meta.dirname
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !/testing|\.test\./.test(name))

test.each(sources)(
  '%s runs in a browser: it imports nothing of Node and nothing of ours above it',
  (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    expect(imported.filter((from) => !from?.startsWith('./') && from !== '@noble/hashes/sha2.js')).toEqual([])
    expect(text).not.toMatch(/\b(Buffer|process|require|__dirname|setImmediate)\b/)
  },
)
