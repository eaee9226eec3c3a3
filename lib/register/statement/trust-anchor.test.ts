import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { makeRegister } from '#lib/testing/registration.ts'
import { readTrustAnchors } from './trust-anchor.ts'

const folder = mkdtempSync(join(tmpdir(), 'energyos-anchors-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { anchor } = await makeRegister()
const [key] = anchor.jwks.keys

function fileOf(content: unknown): string {
  const path = join(folder, 'anchors.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const rsa = (modulusLength: number) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength })
  return { ...publicKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'PS256' }
}
const privateKey = () => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid: 'private',
})

describe('the registers that we trust', () => {
  test('none, unless the operator names some', () => {
    expect(readTrustAnchors(undefined)).toEqual([])
  })

  test('those of the file, with their keys', () => {
    const other = { issuer: 'https://rsa.test/register', jwks: { keys: [rsa(2048)] } }
    expect(readTrustAnchors(fileOf([anchor, other]))).toEqual([anchor, other])
  })

  test.each<[string, () => unknown, RegExp]>([
    ['no JSON', () => '[', /can't be read as JSON/],
    ['no list', () => anchor, /the list/],
    ['an unknown member', () => [{ ...anchor, jwks_uri: 'https://other.test/jwks' }], /0: .*jwks_uri/],
    ['plain http', () => [{ ...anchor, issuer: 'http://other.test' }], /0\.issuer/],
    ['an issuer twice', () => [anchor, anchor], /an issuer twice/],
    ['our own register', () => [{ ...anchor, issuer: 'http://localhost:3000/register' }], /0\.issuer/],
    ['no keys', () => [{ ...anchor, jwks: { keys: [] } }], /0\.jwks\.keys/],
    ['a key twice', () => [{ ...anchor, jwks: { keys: [key, key] } }], /a kid of its own/],
    ['a key without a name', () => [{ ...anchor, jwks: { keys: [{ ...key, kid: undefined }] } }], /kid/],
    ['a private key', () => [{ ...anchor, jwks: { keys: [privateKey()] } }], /a private key/],
    [
      'a shared secret',
      () => [{ ...anchor, jwks: { keys: [{ kty: 'oct', k: 'AAAA', kid: 'x' }] } }],
      /a private key/,
    ],
    ['RSA of 1024 bits', () => [{ ...anchor, jwks: { keys: [rsa(1024)] } }], /2048 bits/],
  ])('%s stops the start with a sentence', (_what, content, sentence) => {
    expect(() => readTrustAnchors(fileOf(content()))).toThrow(sentence)
    expect(() => readTrustAnchors(fileOf(content()))).toThrow(/^TRUST_ANCHORS: /)
  })

  test('a file that is not there stops the start too', () => {
    expect(() => readTrustAnchors(join(folder, 'none.json'))).toThrow("can't be read")
  })
})
