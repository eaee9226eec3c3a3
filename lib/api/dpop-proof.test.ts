import { createHash, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { newestNonce } from './dpop-nonce.ts'
import { verifyProof } from './dpop-proof.ts'

const accessToken = 'an-access-token'
const expected = { htm: 'GET', htu: 'http://localhost:3000/energy/v1/supply-points', accessToken }
const ath = createHash('sha256').update(accessToken).digest('base64url')

let privateKey: CryptoKey
let jwk: JWK

beforeAll(async () => {
  await useTestDatabase()
  process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
  const pair = await generateKeyPair('ES256', { extractable: true })
  privateKey = pair.privateKey
  jwk = await exportJWK(pair.publicKey)
})

interface Change {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  age?: number
  key?: CryptoKey
}

function prove({ claims = {}, header = {}, age = 0, key = privateKey }: Change = {}): Promise<string> {
  const iat = Math.floor(Date.now() / 1000) - age
  return new SignJWT({ jti: crypto.randomUUID(), htm: expected.htm, htu: expected.htu, ath, iat, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
    .sign(key)
}

describe('a DPoP proof at the data API (RFC 9449 4.3)', () => {
  test('is accepted and names its key', async () => {
    const proof = await verifyProof(await prove(), expected)
    expect(proof.jkt).toBe(await calculateJwkThumbprint(jwk))
    expect(proof.hash).toHaveLength(32)
  })

  test('has another replay mark when its jti differs', async () => {
    const [one, two] = await Promise.all([
      verifyProof(await prove(), expected),
      verifyProof(await prove(), expected),
    ])
    expect(one.hash.equals(two.hash)).toBe(false)
  })

  test.each<[string, Change]>([
    ['another method', { claims: { htm: 'POST' } }],
    ['another address', { claims: { htu: 'http://localhost:3000/energy/v1/other' } }],
    ['another host', { claims: { htu: 'http://localhost/energy/v1/supply-points' } }],
    ['no address', { claims: { htu: undefined } }],
    ['an address that is none', { claims: { htu: '/energy/v1/supply-points' } }],
    ['another token', { claims: { ath: 'x' } }],
    ['no token hash', { claims: { ath: undefined } }],
    ['no jti', { claims: { jti: undefined } }],
    ['a jti of 10,000 characters', { claims: { jti: 'a'.repeat(10_000) } }],
    ['no iat', { claims: { iat: undefined } }],
    ['an iat 71 seconds old', { age: 71 }],
    ['an iat a minute ahead', { age: -60 }],
    ['another type', { header: { typ: 'JWT' } }],
    ['no key', { header: { jwk: undefined } }],
    ['an expired exp', { claims: { exp: 1 } }],
  ])('is refused with %s', async (_what, change) => {
    await expect(verifyProof(await prove(change), expected)).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'proof-not-accepted',
    })
  })

  test.each([
    ['a query and a fragment', 'http://localhost:3000/energy/v1/supply-points?from=x#y'],
    ['scheme and host in capitals', 'HTTP://LOCALHOST:3000/energy/v1/supply-points'],
    ['a detour in its path', 'http://localhost:3000/energy/./v1/supply-points'],
  ])('is accepted with %s in its htu', async (_what, htu) => {
    await verifyProof(await prove({ claims: { htu } }), expected)
  })

  test('is accepted 10 seconds before and after our clock', async () => {
    await verifyProof(await prove({ age: 10 }), expected)
    await verifyProof(await prove({ age: -9 }), expected)
  })

  test('with one of our nonces is as young as that, whatever its own clock says (section 9)', async () => {
    const nonce = await newestNonce()
    const { expiresAt } = await verifyProof(await prove({ claims: { nonce }, age: 3600 }), expected)
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 4 * 60_000)
  })

  test.each(['', 'a-nonce-of-nobody', 7])('with the nonce %o is asked for another', async (nonce) => {
    await expect(verifyProof(await prove({ claims: { nonce } }), expected)).rejects.toMatchObject({
      reason: 'nonce-not-accepted',
    })
  })

  test('is refused when another key signed it', async () => {
    const other = await generateKeyPair('ES256')
    await expect(verifyProof(await prove({ key: other.privateKey }), expected)).rejects.toMatchObject({
      reason: 'proof-not-accepted',
    })
  })

  test('is refused when it carries a private key', async () => {
    const header = { jwk: await exportJWK(privateKey) }
    await expect(verifyProof(await prove({ header }), expected)).rejects.toMatchObject({
      reason: 'proof-not-accepted',
    })
  })

  test('is refused when the algorithm is not one of FAPI 2.0', async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    const header = { alg: 'RS256', jwk: await exportJWK(pair.publicKey) }
    await expect(verifyProof(await prove({ header, key: pair.privateKey }), expected)).rejects.toMatchObject({
      reason: 'proof-not-accepted',
    })
  })
})
