import { afterAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { type Form, random, send } from '#lib/testing/raw-client.ts'
import { expectRefusal, later, startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

async function expectNotPushed(form: Form, ...codes: string[]): Promise<void> {
  const flow = await stage.start()
  const answer = await flow.push({ form })
  expectRefusal(answer, 400, ...codes)
  expect(flow.requestUri).toBe('')
}

/** The consumer's browser ends on our own page: nothing went to the recipient. */
const expectEnded = (end: URL) => expect(end.href).toBe(`${stage.issuer}/request-ended`)

describe('where the answer goes is part of what is pushed (5.3.2.2-6)', () => {
  test('ensure-request-object-without-redirect-uri-fails: none beside the request helps', async () => {
    const flow = await stage.start()
    const beside = new URLSearchParams({ redirect_uri: stage.client.redirectUri })
    const answer = await flow.push({ form: { redirect_uri: undefined }, path: `/oauth/par?${beside}` })
    expectRefusal(answer, 400, 'invalid_request')
  })

  test('ensure-redirect-uri-in-authorization-request: not even a single registered one is filled in', async () => {
    await expectNotPushed({ redirect_uri: undefined }, 'invalid_request')
    await expectNotPushed({ redirect_uri: '' }, 'invalid_request')
  })

  test('ensure-registered-redirect-uri: one with a suffix is another one', async () => {
    const { redirectUri } = stage.client
    for (const other of [
      `${redirectUri}/more`,
      `${redirectUri}?more`,
      `${redirectUri}#more`,
      `${redirectUri}/..`,
    ])
      await expectNotPushed({ redirect_uri: other }, 'invalid_request')
  })

  test('plain-fapi-tolerate-unregistered-redirect-uri: we do not tolerate one', async () => {
    for (const other of [
      'https://elsewhere.test/callback',
      'http://recipient.test/callback',
      'http://127.0.0.1/',
    ])
      await expectNotPushed({ redirect_uri: other }, 'invalid_request')
  })
})

test('a client with a plain http redirect URI is none, however it came into the register (5.3.2.2-8)', async () => {
  const { product } = stage.other
  const redirectUris = ['http://recipient.test/callback']
  await db().softwareProduct.update({ where: { id: product.id }, data: { redirectUris } })
  const flow = await stage.start(stage.other)
  expectRefusal(await flow.push({ form: { redirect_uri: redirectUris[0] } }), 400, 'invalid_redirect_uri')
  await db().softwareProduct.update({
    where: { id: product.id },
    data: { redirectUris: product.redirectUris },
  })
  expect((await flow.push()).status).toBe(201)
})

describe('the code flow alone (5.3.2.2-1)', () => {
  const codes = ['unsupported_response_type', 'invalid_request', 'unauthorized_client']

  test('ensure-response-type-code-idtoken-fails: nothing comes through the browser but a code', async () => {
    await expectNotPushed({ response_type: 'code id_token' }, ...codes)
  })

  test('ensure-response-type-token-fails: there is no implicit flow', async () => {
    await expectNotPushed({ response_type: 'token' }, ...codes)
    await expectNotPushed({ response_type: undefined }, ...codes)
  })
})

describe('PKCE with S256 (5.3.2.2-5)', () => {
  test('par-ensure-pkce-required: a request without a challenge is refused', async () => {
    await expectNotPushed({ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request')
    await expectNotPushed({ code_challenge: undefined }, 'invalid_request')
  })

  test('par-plain-pkce-rejected: plain is refused, said or left out', async () => {
    await expectNotPushed({ code_challenge: random(), code_challenge_method: 'plain' }, 'invalid_request')
    await expectNotPushed({ code_challenge: random(), code_challenge_method: undefined }, 'invalid_request')
  })
})

describe('what a pushed request may hold', () => {
  test('par-authorization-request-containing-request_uri-form-param: it may not point elsewhere', async () => {
    const codes = ['invalid_request', 'request_uri_not_supported']
    await expectNotPushed({ request_uri: 'https://recipient.test/request' }, ...codes)
    await expectNotPushed({ request_uri: (await stage.pushed()).requestUri }, ...codes)
  })

  test('no parameter twice, but a parameter that nobody knows is ignored (RFC 6749 3.1)', async () => {
    await expectNotPushed({ state: ['one', 'two'] }, 'invalid_request')
    await expectNotPushed({ client_assertion_type: ['one', 'two'] }, 'invalid_request')
    await stage.pushed({ form: { nobody_knows: 'this' } })
  })

  test('no control characters in what we keep', async () => {
    for (const name of ['state', 'nonce', 'login_hint', 'ui_locales', 'acr_values', 'dpop_jkt'])
      await expectNotPushed({ [name]: 'a\0b' }, 'invalid_request')
    await expectNotPushed({ state: 'a\r\nSet-Cookie: b=c' }, 'invalid_request')
  })

  test('par-attempt-invalid-http-method: POST is the only method (RFC 9126 2.3)', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await send(`${stage.issuer}/oauth/par`, { method })
      expectRefusal(answer, 405, 'invalid_request')
      expect(answer.headers.get('allow')).toBe('POST')
    }
  })

  test('a program gets JSON, whatever it says it accepts', async () => {
    for (const path of ['/oauth/par', '/oauth/token', '/oauth/nowhere']) {
      const { status, body } = await send(stage.issuer + path, {
        method: 'POST',
        headers: { accept: 'text/html' },
      })
      expect(status).toBeOneOf([400, 404])
      expect(body.error).toBe('invalid_request')
    }
  })
})

describe('a request_uri', () => {
  test('par-without-duplicate-parameters: client_id and request_uri are enough', async () => {
    const flow = await stage.pushed()
    expect([...new URL(flow.address()).searchParams.keys()]).toEqual(['client_id', 'request_uri'])
    await flow.authorise(await stage.browse())
    expect((await flow.redeem()).status).toBe(200)
  })

  test('par-ensure-reused-request-uri-prior-to-auth-completion-succeeds: loading the page does not use it up', async () => {
    const flow = await stage.pushed()
    for (let i = 0; i < 3; i += 1) {
      const { status, headers } = await send(flow.address())
      expect(status).toBe(303)
      expect(headers.get('location')).toMatch(/^\/interaction\//)
    }
    await flow.authorise(await stage.browse())
    expect((await flow.redeem()).status).toBe(200)
  })

  test('par-attempt-reuse-request_uri: once answered it is worth nothing', async () => {
    const flow = await stage.authorised()
    expectEnded(await flow.authorise(await stage.browse()))
    expectEnded(await flow.authorise(await stage.browse('refuse')))
  })

  test('par-attempt-to-use-expired-request_uri: after its time it is worth nothing', async () => {
    const flow = await stage.start()
    const lifetime = Number((await flow.push()).body.expires_in)
    expect(lifetime).toBeLessThan(600)
    const browser = await stage.browse()
    expectEnded(await later(lifetime + 1, () => flow.authorise(browser)))
    expect(flow.code).toBe('')
  })

  test('par-attempt-to-use-request_uri-for-different-client: nobody else can use it, nor use it up', async () => {
    const flow = await stage.pushed()
    expectEnded(await flow.authorise(await stage.browse(), { client_id: stage.otherClient.clientId }))
    await flow.authorise(await stage.browse())
    expect((await flow.redeem()).status).toBe(200)
  })
})
