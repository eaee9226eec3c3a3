import { hkdfSync, randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'

const key = () => randomBytes(32).toString('base64url')
const [old, next] = [key(), key()]

beforeAll(() => useTestDatabase())
beforeEach(async () => {
  const { pool } = await import('#lib/db/index.ts')
  await pool().query('delete from sealed_key')
})

/** Another process, with these operator keys: it has read no environment and opened no key yet. */
async function start(operatorKey: string, previous = '') {
  Object.assign(process.env, { OPERATOR_KEY: operatorKey, OPERATOR_KEY_PREVIOUS: previous })
  vi.resetModules()
  for (const name of Reflect.ownKeys(globalThis))
    if (/^Symbol\(energyos\.(operator-key|keyring)\)$/.test(String(name)))
      Reflect.deleteProperty(globalThis, name)
  return import('./index.ts')
}

async function contents({ secret, signingKey }: Awaited<ReturnType<typeof start>>) {
  return [await secret('pairwise-subject'), await secret('oidc-cookies'), (await signingKey('oidc')).id]
}

test('under a new operator key everything is what it was, and the old key opens nothing', async () => {
  const before = await contents(await start(old))
  const both = await start(next, old)
  expect(await contents(both)).toEqual(before)
  expect(await both.resealKeys()).toBeGreaterThan(5)
  expect(await contents(await start(next))).toEqual(before)
  await expect(contents(await start(old))).rejects.toThrow('sealed under another OPERATOR_KEY')
})

test('a process that knows both keys serves before and after', async () => {
  const before = await contents(await start(old))
  const both = await start(next, old)
  await both.resealKeys()
  expect(await contents(await start(next, old))).toEqual(before)
})

test('when one key does not open, none is sealed anew', async () => {
  await contents(await start(old))
  const { pool } = await import('#lib/db/index.ts')
  await pool().query(`update sealed_key set sealed = $1 where use = 'oidc-cookies'`, [randomBytes(60)])
  const sealed = async () => (await pool().query('select id, sealed from sealed_key order by id')).rows
  const before = await sealed()
  await expect((await start(next, old)).resealKeys()).rejects.toThrow('does not open')
  expect(await sealed()).toEqual(before)
})

test('nothing is rotated while the operator key changes', async () => {
  await contents(await start(old))
  const { rotateKey } = await start(next, old)
  await expect(rotateKey('oidc')).rejects.toMatchObject({ reason: 'operator-key-changing' })
})

test('[011] a node that derived its secrets keeps them, even when its operator key changes with the version', async () => {
  const derived = (use: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(old, 'base64url'), 'energyos', use, 32))
  const { resealKeys } = await start(next, old)
  await resealKeys()
  const { secret } = await start(next)
  for (const use of ['pairwise-subject', 'portal-session', 'oidc-cookies', 'dpop-nonce'] as const)
    expect(await secret(use)).toEqual(derived(use))
})
