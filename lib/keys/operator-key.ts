import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'

/** The 32 bytes under which everything secret is sealed. Production is given it; the demo makes its own once. */
export const operatorKey = singleton('operator-key', () =>
  parse('OPERATOR_KEY', env().operatorKey ?? demoKey(join(env().dataDir, 'operator.key'))),
)

/** The operator key before, as long as some things may still be sealed under it. */
export function previousOperatorKey(): Buffer | undefined {
  const { previousOperatorKey: given } = env()
  return given === undefined ? undefined : parse('OPERATOR_KEY_PREVIOUS', given)
}

function parse(setting: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64url')
  if (key.length !== 32) throw new Error(`${setting} must be 32 bytes in base64url.`)
  return key
}

function demoKey(path: string): string {
  mkdirSync(env().dataDir, { recursive: true })
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8').trim()
}
