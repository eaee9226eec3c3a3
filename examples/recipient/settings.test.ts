import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'brightly-'))
afterAll(() => rmSync(folder, { recursive: true }))

const keyFile = (name: string, jwk: object) => {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(jwk))
  return file
}
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
const good = keyFile('good', { ...(await exportJWK(privateKey)), kid: 'k1', alg: 'ES256', use: 'sig' })
const env = { ISSUER: 'http://localhost:3000/', CLIENT_ID: 'demo', PRIVATE_JWK_FILE: good }

it('knows where it lives and whom it asks', () => {
  expect(readSettings(env)).toMatchObject({
    port: 3100,
    issuer: 'http://localhost:3000',
    baseUrl: 'http://127.0.0.1:3100',
    clientId: 'demo',
    privateJwk: { kid: 'k1' },
  })
  expect(readSettings({ ...env, BASE_URL: 'https://brightly.example/' }).baseUrl).toBe(
    'https://brightly.example',
  )
})

it.each([
  ['ISSUER', undefined],
  ['ISSUER', 'http://node.example'],
  ['ISSUER', 'node'],
  ['CLIENT_ID', ''],
  ['PORT', 'x'],
  ['PRIVATE_JWK_FILE', keyFile('public', { ...(await exportJWK(publicKey)), kid: 'k1' })],
  ['PRIVATE_JWK_FILE', keyFile('nameless', await exportJWK(privateKey))],
])('refuses to start with %s=%s, and says which', (name, value) => {
  expect(() => readSettings({ ...env, [name]: value })).toThrow(name)
})
