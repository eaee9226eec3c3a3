import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { claimsOf, send } from '#lib/testing/raw-client.ts'
import { startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

const query = (url: URL) => Object.fromEntries(url.searchParams)

describe('a request that the consumer answers', () => {
  test('happy-flow: two clients come from a pushed request to the data, each by itself', async () => {
    const { body } = await send(`${stage.issuer}/oauth/jwks`)
    const keys = createLocalJWKSet(body as unknown as JSONWebKeySet)
    const subjects: unknown[] = []
    for (const recipient of [stage.world, stage.other]) {
      const flow = await stage.start(recipient)
      const pushed = await flow.push()
      expect(pushed).toMatchObject({ status: 201, body: { expires_in: 60 } })
      expect(pushed.headers.get('cache-control')).toBe('no-store')
      const end = await flow.authorise(await stage.browse())
      expect(end.origin + end.pathname).toBe(flow.client.redirectUri)
      expect(query(end)).toEqual({ code: flow.code, state: flow.state, iss: stage.issuer })
      expect(flow.code).toMatch(/^[\w-]{22,}$/)
      const tokens = await flow.redeem()
      expect(tokens.headers.get('cache-control')).toBe('no-store')
      expect(tokens).toMatchObject({ status: 200, body: { token_type: 'DPoP', expires_in: 300 } })
      const { clientId } = flow.client
      const { payload } = await jwtVerify(flow.idToken, keys, { issuer: stage.issuer, audience: clientId })
      expect(payload).toMatchObject({ nonce: flow.nonce, sub: expect.any(String) })
      subjects.push(payload.sub)
      const read = await flow.read({ headers: { accept: 'application/json; charset=utf-8' } })
      expect(read.status).toBe(200)
    }
    expect(new Set(subjects).size).toBe(2)
  })

  test('user-rejects-authentication: access_denied goes back, with state and issuer and no code', async () => {
    const flow = await stage.pushed()
    const end = await flow.authorise(await stage.browse('refuse'))
    expect(query(end)).toMatchObject({ error: 'access_denied', state: flow.state, iss: stage.issuer })
    expect(end.searchParams.has('code')).toBe(false)
  })

  test('ensure-authorization-request-without-state-success: no state comes back', async () => {
    const flow = await stage.pushed({ form: { state: undefined } })
    const end = await flow.authorise(await stage.browse())
    expect(query(end)).toEqual({ code: flow.code, iss: stage.issuer })
    expect((await flow.redeem()).status).toBe(200)
    expect(claimsOf(flow.idToken)).not.toHaveProperty('s_hash')
  })

  test('ensure-authorization-request-without-nonce-success: no nonce comes back', async () => {
    const flow = await stage.connected({ form: { nonce: undefined } })
    expect(claimsOf(flow.idToken)).not.toHaveProperty('nonce')
  })

  test.each([
    ['ensure-authorization-request-with-64-char-nonce-success: it comes back whole', 64],
    ['ensure-authorization-request-with-long-nonce: 384 characters come back whole', 384],
  ])('%s', async (_name, length) => {
    const nonce = 'n'.repeat(length)
    const flow = await stage.connected({ form: { nonce } })
    expect(claimsOf(flow.idToken).nonce).toBe(nonce)
  })

  test('ensure-authorization-request-with-long-state: 384 characters come back whole', async () => {
    const state = 's'.repeat(384)
    const flow = await stage.pushed({ form: { state } })
    expect(query(await flow.authorise(await stage.browse()))).toMatchObject({ state, code: flow.code })
  })

  test('ensure-other-scope-order-succeeds: scopes in another order give the same', async () => {
    const flow = await stage.connected({ form: { scope: 'energy:read openid' } })
    expect((await flow.read()).status).toBe(200)
  })

  test('test-claims-parameter-identity-claims: the parameter is not supported, and gives nothing away', async () => {
    const asked = {
      name: null,
      email: { essential: true },
      phone_number: null,
      address: null,
      birthdate: null,
    }
    const claims = JSON.stringify({ id_token: asked, userinfo: asked })
    const flow = await stage.connected({ form: { claims } })
    const told = Object.keys(claimsOf(flow.idToken))
    expect(told).toContain('sub')
    for (const name of Object.keys(asked)) expect(told).not.toContain(name)
  })
})

describe('what stands outside the pushed request does not count', () => {
  test('ensure-different-nonce-inside-and-outside-request-object: the pushed nonce is used', async () => {
    const flow = await stage.pushed()
    await flow.authorise(await stage.browse(), { nonce: 'outside' })
    expect((await flow.redeem()).status).toBe(200)
    expect(claimsOf(flow.idToken).nonce).toBe(flow.nonce)
  })

  test('ensure-different-state-inside-and-outside-request-object: the pushed state is used', async () => {
    const flow = await stage.pushed()
    const end = await flow.authorise(await stage.browse(), { state: 'outside' })
    expect(query(end)).toMatchObject({ code: flow.code, state: flow.state })
  })

  test('state-only-outside-request-object-not-used: no state comes back', async () => {
    const flow = await stage.pushed({ form: { state: undefined } })
    const end = await flow.authorise(await stage.browse(), { state: 'outside' })
    expect(query(end)).toEqual({ code: flow.code, iss: stage.issuer })
  })

  test('nor does another redirect URI, scope or challenge', async () => {
    const flow = await stage.pushed()
    const end = await flow.authorise(await stage.browse(), {
      redirect_uri: 'https://attacker.test/callback',
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
    })
    expect(end.origin + end.pathname).toBe(flow.client.redirectUri)
    expect(await flow.redeem()).toMatchObject({ status: 200, body: { scope: 'energy:read' } })
  })
})

describe('a request that was not pushed', () => {
  test('ensure-unsigned-authorization-request-without-using-par-fails: invalid_request goes back', async () => {
    const flow = await stage.start()
    const end = await flow.authorise(await stage.browse(), { request_uri: undefined, ...flow.parameters() })
    expect(end.origin + end.pathname).toBe(flow.client.redirectUri)
    expect(query(end)).toMatchObject({ error: 'invalid_request', state: flow.state, iss: stage.issuer })
    expect(end.searchParams.has('code')).toBe(false)
  })

  test('and whose redirect URI is unknown goes nowhere', async () => {
    const flow = await stage.start()
    const stray = { redirect_uri: 'https://attacker.test/callback' }
    const end = await flow.authorise(await stage.browse(), {
      request_uri: undefined,
      ...flow.parameters(),
      ...stray,
    })
    expect(end.href).toBe(`${stage.issuer}/request-ended`)
  })
})
