import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { startTestNode } from '#lib/testing/node.ts'
import { energyRequest, makeWorld } from '#lib/testing/world.ts'
import { signingClient } from './testing.ts'

const node = await startTestNode()
afterAll(node.close)
const client = await signingClient(node, await makeWorld('answers', { response_modes: ['jwt', 'query.jwt'] }))

/** The claims of a signed answer (JARM 2.4), of which nothing may stand outside. */
async function openAnswer({ searchParams }: URL) {
  expect([...searchParams.keys()]).toEqual(['response'])
  const keys = createRemoteJWKSet(new URL(`${node.issuer}/oauth/jwks`))
  const checks = { issuer: node.issuer, audience: client.clientId, algorithms: ['ES256'] }
  const { payload } = await jwtVerify(searchParams.get('response') ?? '', keys, checks)
  return payload
}

const inTenMinutes = () => Date.now() / 1000 + 600

describe('signed answers (JARM)', () => {
  test.each(['jwt', 'query.jwt'])('response_mode=%s: the code comes in a short-lived JWT', async (mode) => {
    const pushed = await client.pushSigned({ claims: { response_mode: mode } })
    const answer = await openAnswer(await client.authorise(pushed))
    expect(answer).toMatchObject({ state: 'signed-state', code: expect.any(String) })
    expect(answer.exp).toBeLessThan(inTenMinutes())
    expect(await client.redeem(String(answer.code))).toMatchObject({ status: 200 })
  })

  test('a refusal is signed too', async () => {
    const pushed = await client.pushSigned({ claims: { response_mode: 'jwt' } })
    const answer = await openAnswer(await client.authorise(pushed, 'refuse'))
    expect(answer).toMatchObject({ state: 'signed-state', error: 'access_denied' })
    expect(answer.code).toBeUndefined()
  })

  test.each([
    ['none named', {}],
    ['a plain query', { response_mode: 'query' }],
    ['a form', { response_mode: 'form_post.jwt' }],
    ['a fragment', { response_mode: 'fragment.jwt' }],
  ])('a client that bound itself to signed answers gets no other: %s', async (_what, mode) => {
    const details = JSON.stringify([energyRequest()])
    const form = { ...client.parameters(), authorization_details: details, ...mode }
    expect(await client.push(form)).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})
