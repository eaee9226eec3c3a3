import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'

const key = () => randomBytes(32).toString('base64url')
const [old, next] = [key(), key()]

beforeAll(() => useTestDatabase())

/** What the command prints; rejects when it says that it failed. */
async function keys(args: string, operatorKey: string, previous = ''): Promise<string> {
  const env = { ...process.env, OPERATOR_KEY: operatorKey, OPERATOR_KEY_PREVIOUS: previous }
  const given = ['--disable-warning=ExperimentalWarning', 'scripts/keys.ts', ...args.split(' ')]
  return (await promisify(execFile)(process.execPath, given, { env })).stdout
}

/** Use, state and id of each key. */
const summary = (list: string) => list.split('\n').map((line) => line.split(/ +/).slice(0, 3).join(' '))

test('lists, rotates and seals anew, and shows nothing secret', async () => {
  const first = await keys('list', old)
  expect(first).toMatch(/^oidc +signing /m)
  expect(await keys('rotate oidc', old)).toMatch(/is published now and signs from \d{4}-/)
  await expect(keys('rotate oidc', old)).rejects.toThrow('The next oidc key signs from')
  const rotated = await keys('list', old)
  expect(rotated).toMatch(/^oidc +announced /m)
  expect(await keys('reseal', next, old)).toMatch(/^Sealed \d+ keys and secrets under OPERATOR_KEY\.\n$/)
  expect(summary(await keys('list', next))).toEqual(summary(rotated))
  await expect(keys('reseal', old)).rejects.toThrow('sealed under another OPERATOR_KEY')
}, 120_000)

test('refuses what it does not know, and changes nothing', async () => {
  const before = await keys('list', next)
  const wrong = ['rotate', 'rotate ledger', 'list oidc more', 'constructor', 'list --force']
  await Promise.all(wrong.map((args) => expect(keys(args, next), args).rejects.toThrow()))
  expect(await keys('list', next)).toBe(before)
}, 120_000)
