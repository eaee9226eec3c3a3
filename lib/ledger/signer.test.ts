import { randomBytes } from 'node:crypto'
import { afterAll, expect, test, vi } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { sequenceNow } from './sequence.ts'
import { ledgerSigner, readVkey } from './signer.ts'
import { act, openReadSide } from './testing.ts'

await useTestDatabase()
process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
process.env.ISSUER = 'http://localhost:3999'
const readSide = await openReadSide(ledgerSigner)
afterAll(() => readSide.close())

test('the ledger’s own key signs in the name of the issuer, and its verifier key verifies', async () => {
  await act()
  await sequenceNow()
  expect(await readVkey()).toMatch(/^localhost:3999\/log\+[0-9a-f]{8}\+A/)
  expect(await readSide.verify()).toMatchObject({ ok: true, origin: 'localhost:3999/log', size: 1n })
})

test('the ledger keeps the name it was born with when the issuer moves', async () => {
  // As in another process: modules and what they keep are loaded anew.
  Reflect.deleteProperty(globalThis, Symbol.for('energyos.ledger-signer'))
  process.env.ISSUER = 'http://localhost:4999'
  vi.resetModules()
  const again = await import('./signer.ts')
  const { env } = await import('#lib/env.ts')
  expect(env().issuer).toBe('http://localhost:4999')
  expect((await again.ledgerSigner()).name).toBe('localhost:3999/log')
})
