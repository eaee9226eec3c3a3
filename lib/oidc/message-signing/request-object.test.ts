import { type CryptoKey, exportJWK, generateKeyPair, UnsecuredJWT } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode } from '#lib/testing/node.ts'
import { energyRequest, makeWorld } from '#lib/testing/world.ts'
import { type Change, signingClient } from './testing.ts'

const node = await startTestNode()
afterAll(node.close)
const world = await makeWorld('signing', { require_signed_request_object: true })
const client = await signingClient(node, world)

const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60

async function expectAccepted(change: Change) {
  const pushed = await client.pushSigned(change)
  expect(pushed).toMatchObject({ status: 201, body: { request_uri: expect.stringMatching(/^urn:/) } })
  expect((await client.authorise(pushed)).searchParams.get('code')).toBeTruthy()
}

async function expectRefused(change: Change) {
  const pushed = await client.pushSigned(change)
  expect(pushed).toMatchObject({ status: 400, body: { error: 'invalid_request_object' } })
  expect(pushed.body.request_uri).toBeUndefined()
}

/** Puts another key of the client on the register, beside the one it has. */
async function registerKey(publicKey: CryptoKey, alg: string): Promise<string> {
  const kid = crypto.randomUUID()
  const keys = [...world.product.jwks.keys, { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }]
  await db().softwareProduct.update({
    where: { id: world.product.id },
    data: { jwks: { keys } as object },
  })
  return kid
}

describe('signed requests that are accepted (RFC 9101, FAPI 2.0 Message Signing 5.3)', () => {
  test('a signed request leads to tokens', async () => {
    const answer = await client.authorise(await client.pushSigned())
    expect(answer.searchParams.get('state')).toBe('signed-state')
    const tokens = await client.redeem(answer.searchParams.get('code') ?? '')
    expect(tokens).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
  })

  test('ensure-request-object-with-multiple-aud-succeeds', async () => {
    await expectAccepted({ claims: { aud: ['https://another.test', node.issuer] } })
  })

  test('ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted', async () => {
    await expectAccepted({ claims: { nbf: inMinutes(0) + 8 } })
  })

  test.each(['PS256', 'Ed25519'])('a key for %s on the register signs as well', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    await expectAccepted({ alg, key: privateKey, kid: await registerKey(publicKey, alg) })
  })

  test('what stands beside a signed request counts for nothing', async () => {
    const outside = { ...client.parameters(), state: 'other', nonce: 'other', scope: 'openid' }
    const pushed = await client.pushSigned({ claims: { state: undefined } }, outside)
    const answer = await client.authorise(pushed)
    expect(answer.searchParams.get('code')).toBeTruthy()
    expect(answer.searchParams.get('state')).toBeNull()
  })
})

describe('signed requests that are refused when they are pushed', () => {
  test('ensure-request-object-without-exp-fails', () => expectRefused({ claims: { exp: undefined } }))

  test('ensure-request-object-without-nbf-fails', () => expectRefused({ claims: { nbf: undefined } }))

  test('ensure-expired-request-object-fails', () =>
    expectRefused({ claims: { nbf: inMinutes(-10), exp: inMinutes(-5) } }))

  test('ensure-request-object-with-bad-aud-fails', () =>
    expectRefused({ claims: { aud: `${node.issuer}/other` } }))

  test('ensure-request-object-with-exp-over-60-fails', () =>
    expectRefused({ claims: { exp: inMinutes(70) } }))

  test('ensure-request-object-with-nbf-over-60-fails', () =>
    expectRefused({ claims: { nbf: inMinutes(-70) } }))

  test('a request object that is not valid for another minute', () =>
    expectRefused({ claims: { nbf: inMinutes(1) } }))

  test('ensure-signed-request-object-with-RS256-fails', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
    await expectRefused({ alg: 'RS256', key: privateKey, kid: await registerKey(publicKey, 'RS256') })
  })

  test('ensure-request-object-signature-algorithm-is-not-none', async () => {
    const claims = { ...client.parameters(), authorization_details: [energyRequest()] }
    const request = new UnsecuredJWT({ ...claims, nbf: inMinutes(0) })
      .setIssuer(client.clientId)
      .setAudience(node.issuer)
      .setExpirationTime('5m')
      .encode()
    const pushed = await client.push({ request })
    expect(pushed).toMatchObject({ status: 400, body: { error: 'invalid_request_object' } })
  })

  test('ensure-request-object-with-invalid-signature-fails', async () => {
    const [header, payload, signature = ''] = (await client.signRequest()).split('.')
    const bytes = Buffer.from(signature, 'base64url')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    const pushed = await client.push({ request: [header, payload, bytes.toString('base64url')].join('.') })
    expect(pushed).toMatchObject({ status: 400, body: { error: 'invalid_request_object' } })
  })

  test('ensure-matching-key-in-authorization-request: the key of another client is not ours', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    await expectRefused({ key: privateKey })
  })

  test('ensure-unsigned-request-at-par-endpoint-fails, for a client that signs', async () => {
    const details = JSON.stringify([energyRequest()])
    const pushed = await client.push({ ...client.parameters(), authorization_details: details })
    expect(pushed).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  test('par-authorization-request-containing-request_uri, inside the signed request', () =>
    expectRefused({ claims: { request_uri: 'urn:ietf:params:oauth:request_uri:another' } }))

  test('a request object that speaks for another client', () =>
    expectRefused({ claims: { client_id: 'another' } }))

  test('two consents in one signed request', async () => {
    const pushed = await client.pushSigned({
      claims: { authorization_details: [energyRequest(), energyRequest()] },
    })
    expect(pushed).toMatchObject({ status: 400, body: { error: 'invalid_authorization_details' } })
  })

  test('a request object without a redirect_uri, even when one stands beside it', async () => {
    const outside = { redirect_uri: world.redirectUri }
    const pushed = await client.pushSigned({ claims: { redirect_uri: undefined } }, outside)
    expect(pushed).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})
