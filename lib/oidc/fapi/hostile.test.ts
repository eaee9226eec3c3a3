import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  expectNothingChanges,
  expectTame,
  headerText,
  RUNS,
  someOf,
  TIMEOUT,
  text,
  wrongClaims,
} from '#lib/testing/hostile.ts'
import { type Answer, encodeForm, type Form, send } from '#lib/testing/raw-client.ts'
import type { Change } from '#lib/testing/raw-flow.ts'
import { startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
const flow = await stage.connected()
afterAll(stage.close)
expectNothingChanges()

const requestParameters = someOf(
  `response_type response_mode redirect_uri scope state nonce prompt max_age claims code_challenge
   code_challenge_method authorization_details resource request request_uri client_id dpop_jkt login_hint
   id_token_hint acr_values ui_locales claims_locales display registration`.replaceAll(/\s+/g, ' '),
)
const tokenParameters = someOf(
  `grant_type code code_verifier redirect_uri refresh_token scope resource client_id authorization_details
   client_assertion client_assertion_type client_secret username audience`.replaceAll(/\s+/g, ' '),
)

/** What a browser gets: a page, or the way to the consent page, to our last word, or to a registered address. */
function expectTameInBrowser(answer: Answer): void {
  expectTame(answer, flow)
  expect(answer.status).toBeOneOf([200, 303])
  const location = answer.headers.get('location') ?? '/interaction/'
  const known = [`${flow.client.redirectUri}?`, '/interaction/', '/request-ended']
  expect(
    known.filter((start) => location.startsWith(start)),
    location,
  ).toHaveLength(1)
}

describe('whatever is pushed', () => {
  async function push(change: Change): Promise<void> {
    const pushed = await stage.start()
    const answer = await pushed.push(change)
    expectTame(answer, flow)
    // What was taken must also be good for the browser that comes with it.
    if (answer.status === 201) expectTameInBrowser(await send(pushed.address()))
  }

  test('parameters', { timeout: TIMEOUT }, () =>
    fc.assert(
      fc.asyncProperty(requestParameters, (form) => push({ form })),
      RUNS,
    ),
  )

  test('authorization_details', { timeout: TIMEOUT }, () => {
    const member = fc.constantFrom(
      'type',
      'actions',
      'datatypes',
      'history',
      'access',
      'purpose',
      'locations',
    )
    const json = fc.jsonValue({ stringUnit: 'binary' })
    const changes = fc.dictionary(fc.oneof(member, text), fc.oneof(json, text), { minKeys: 1, maxKeys: 2 })
    const details = fc.oneof(
      changes.map((change) => [{ ...flow.detail, ...change }]),
      fc.array(changes, { maxLength: 20 }),
      json,
    )
    return fc.assert(
      fc.asyncProperty(details, (asked) => push({ form: { authorization_details: JSON.stringify(asked) } })),
      RUNS,
    )
  })

  test('client assertions', { timeout: TIMEOUT }, () => {
    const claims = wrongClaims('iss sub aud jti iat exp nbf')
    // Without client_id it is the assertion alone that says who comes.
    const form = fc.constantFrom({}, { client_id: undefined })
    return fc.assert(
      fc.asyncProperty(claims, form, (assertion, form) => push({ assertion, form })),
      RUNS,
    )
  })

  test('proofs', { timeout: TIMEOUT }, () => {
    const claims = wrongClaims('jti htm htu iat exp nonce ath')
    const header = fc.dictionary(fc.constantFrom('typ', 'jwk', 'crv'), fc.jsonValue(), { maxKeys: 1 })
    return fc.assert(
      fc.asyncProperty(claims, header, (proof, proofHeader) => push({ proof, proofHeader })),
      RUNS,
    )
  })

  test('60 kB are too much', async () => {
    const answer = await flow.push({ form: { state: 'x'.repeat(60_000) } })
    expectTame(answer, flow)
    expect(answer.status).toBe(400)
  })
})

test('whatever bodies and headers are', { timeout: TIMEOUT }, () => {
  const form = 'application/x-www-form-urlencoded'
  const types = [form, `${form}; charset=utf-16`, `${form}; charset=klingon`, `${form};;;`]
  const type = fc.constantFrom(...types, 'application/json', 'text/plain', 'multipart/form-data', 'x')
  const path = fc.constantFrom('/oauth/par', '/oauth/token')
  return fc.assert(
    fc.asyncProperty(
      path,
      type,
      headerText,
      fc.uint8Array({ maxLength: 400 }),
      async (to, kind, odd, bytes) => {
        const headers = { 'content-type': kind, authorization: odd, dpop: odd, accept: odd, origin: odd }
        expectTame(await send(stage.issuer + to, { method: 'POST', headers, body: Buffer.from(bytes) }), flow)
      },
    ),
    RUNS,
  )
})

test('whatever a browser brings to the authorisation endpoint', { timeout: TIMEOUT }, () => {
  const known = { client_id: flow.client.clientId }
  const query = fc.oneof(
    requestParameters,
    requestParameters.map((form) => ({ ...flow.parameters(), ...known, ...form })),
    text.map((client_id) => ({ client_id })),
    text.map((end) => ({ ...known, request_uri: `urn:ietf:params:oauth:request_uri:${end}` })),
  )
  return fc.assert(
    fc.asyncProperty(query, async (form: Form) => {
      const search = String(encodeForm(form)).slice(0, 14_000)
      expectTameInBrowser(await send(`${stage.issuer}/oauth/auth?${search}`))
    }),
    RUNS,
  )
})

test.each(['redeem', 'refresh'] as const)(
  'whatever comes to the token endpoint, to %s',
  { timeout: TIMEOUT },
  (verb) =>
    fc.assert(
      fc.asyncProperty(tokenParameters, async (form) => {
        const another = await stage.start()
        another.refreshToken = flow.refreshToken
        expectTame(await another[verb]({ form }), flow)
      }),
      RUNS,
    ),
)
