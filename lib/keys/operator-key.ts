import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'

/** The 32 bytes under which everything secret is sealed. Production is given it; the demo makes its own once. */
export const operatorKey = singleton('operator-key', () => {
  const given = env().operatorKey
  const key = Buffer.from(given ?? demoKey(join(env().dataDir, 'operator.key')), 'base64url')
  if (key.length !== 32) throw new Error('OPERATOR_KEY must be 32 bytes in base64url.')
  return key
})

function demoKey(path: string): string {
  mkdirSync(env().dataDir, { recursive: true })
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8').trim()
}
