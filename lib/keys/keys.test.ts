import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'

beforeAll(async () => {
  await useTestDatabase()
  process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
})

/** Another process: it has read no environment and holds no key yet. */
async function restart(operatorKey = process.env.OPERATOR_KEY) {
  process.env.OPERATOR_KEY = operatorKey
  vi.resetModules()
  for (const name of Reflect.ownKeys(globalThis)) {
    if (String(name).includes('energyos') && !String(name).includes('pool'))
      Reflect.deleteProperty(globalThis, name)
  }
  return { ...(await import('./index.ts')), ...(await import('./seal.ts')) }
}

afterEach(() => void vi.resetModules())

test('what was sealed opens again, with the same context only', async () => {
  const { seal, unseal } = await restart()
  const sealed = seal(Buffer.from('secret'), 'here')
  expect(sealed.includes('secret')).toBe(false)
  expect(unseal(sealed, 'here').toString()).toBe('secret')
  expect(() => unseal(sealed, 'there')).toThrow(/does not open/)
})

test('what was changed on the way does not open', async () => {
  const { seal, unseal } = await restart()
  const sealed = seal(Buffer.from('secret'), 'here')
  for (const at of [0, 12, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => unseal(changed, 'here')).toThrow(/does not open/)
  }
})

test('all who ask first at once get the same key, and so does the next process', async () => {
  const { signingKey } = await restart()
  const keys = await Promise.all(Array.from({ length: 8 }, () => signingKey('oidc')))
  const again = await (await restart()).signingKey('oidc')
  expect(new Set([...keys, again].map(({ id }) => id))).toEqual(new Set([again.id]))
})

test('under another operator key it says so, and changes nothing', async () => {
  const right = process.env.OPERATOR_KEY
  const { id } = await (await restart()).signingKey('ledger')
  const { signingKey } = await restart(randomBytes(32).toString('base64url'))
  await expect(signingKey('ledger')).rejects.toThrow('this database was sealed under another OPERATOR_KEY.')
  expect((await (await restart(right)).signingKey('ledger')).id).toBe(id)
})
