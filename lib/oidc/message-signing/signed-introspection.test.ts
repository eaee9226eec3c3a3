import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode } from '#lib/testing/node.ts'
import { makeWorld } from '#lib/testing/world.ts'
import { signingClient } from './testing.ts'

const JWT = 'application/token-introspection+jwt'

const node = await startTestNode()
afterAll(node.close)
const world = await makeWorld('signed-asking')
const holding = await makeWorld('signed-holding')
await db().participant.update({
  where: { id: holding.product.participant.id },
  data: { roles: ['data-holder'] },
})
const holder = await signingClient(node, holding)

async function newToken(): Promise<string> {
  const client = await signingClient(node, world)
  const answer = await client.authorise(await client.pushSigned())
  const { body } = await client.redeem(answer.searchParams.get('code') ?? '')
  return String(body.access_token)
}

async function introspectSigned(token: string) {
  const response = await holder.post('/oauth/introspect', { token }, { accept: JWT })
  expect(response.headers.get('content-type')).toContain(JWT)
  const keys = createRemoteJWKSet(new URL(`${node.issuer}/oauth/jwks`))
  const checks = { issuer: node.issuer, audience: holder.clientId, typ: 'token-introspection+jwt' }
  return jwtVerify(await response.text(), keys, checks)
}

describe('signed introspection (RFC 9701)', () => {
  test('says the same as the plain answer, signed for the one who asked', async () => {
    const token = await newToken()
    const { payload, protectedHeader } = await introspectSigned(token)
    const plain = await (await holder.post('/oauth/introspect', { token })).json()
    expect(protectedHeader.alg).toBe('ES256')
    expect(plain).toMatchObject({ active: true, client_id: world.product.clientId })
    expect(payload.token_introspection).toEqual(plain)
    // RFC 9701 section 5: such a JWT must be of no use as an access token.
    expect(payload.sub).toBeUndefined()
    expect(payload.exp).toBeUndefined()
  })

  test('of an unknown token says only that it is inactive', async () => {
    const { payload } = await introspectSigned('x'.repeat(43))
    expect(payload.token_introspection).toEqual({ active: false })
  })

  test('is plain JSON for who does not ask for a signature', async () => {
    const response = await holder.post('/oauth/introspect', { token: await newToken() })
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(response.headers.get('cache-control')).toContain('no-store')
  })
})
