import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { makeClaims, makeRegister, send } from '#lib/testing/registration.ts'
import { startTrustingNode } from '#lib/testing/trusting-node.ts'

const elsewhere = await makeRegister()
const node = await startTrustingNode(elsewhere.anchor)
afterAll(node.close)

/** Members of RFC 7591 section 2 and their relatives, and some that nobody knows. */
const names = [
  'redirect_uris',
  'grant_types',
  'response_types',
  'token_endpoint_auth_method',
  'token_endpoint_auth_signing_alg',
  'id_token_signed_response_alg',
  'dpop_bound_access_tokens',
  'tls_client_certificate_bound_access_tokens',
  'require_pushed_authorization_requests',
  'authorization_details_types',
  'subject_type',
  'application_type',
  'client_id',
  'client_name',
  'client_secret',
  'client_uri',
  'jwks',
  'jwks_uri',
  'sector_identifier_uri',
  'scope',
  'contacts',
  'software_id',
  '__proto__',
  'constructor',
]

const value = fc.oneof(
  fc.constantFrom<unknown>(
    'none',
    'code',
    'private_key_jwt',
    'client_secret_basic',
    'ES256',
    'RS256',
    'pairwise',
    'public',
    'https://elsewhere.test/callback',
    'https://attacker.test/',
    ['authorization_code'],
    ['authorization_code', 'refresh_token'],
    ['implicit'],
    ['https://elsewhere.test/callback'],
    ['https://elsewhere.test/callback', 'https://attacker.test/'],
    true,
    false,
    null,
  ),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.jsonValue({ maxDepth: 2 }),
)

const request = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4, noNullPrototype: true })

/** A part of something that looks like a JWT. */
const token = fc.oneof(
  fc.base64String({ maxLength: 80 }),
  fc.json({ maxDepth: 1 }).map((json) => Buffer.from(json).toString('base64url')),
  fc
    .constantFrom(elsewhere.issuer, 'https://nobody.test')
    .map((iss) => Buffer.from(JSON.stringify({ iss })).toString('base64url')),
  fc.constant(Buffer.from('{"alg":"none"}').toString('base64url')),
)

/** What no request can change. */
const fixed = {
  response_types: ['code'],
  token_endpoint_auth_method: 'private_key_jwt',
  require_pushed_authorization_requests: true,
  subject_type: 'pairwise',
  id_token_signed_response_alg: 'ES256',
}

async function products(): Promise<number> {
  const { db } = await import('#lib/db/index.ts')
  return db().softwareProduct.count()
}

test('whatever a request asks for, the client is within its statement, or there is none', async () => {
  let [registered, refused] = [0, 0]
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const { claims } = await makeClaims(elsewhere.issuer, node.issuer)
      const statement = await elsewhere.sign(claims)
      const before = await products()
      const body = JSON.stringify({ ...asked, software_statement: statement })
      const answer = await send('POST', `${node.issuer}/oauth/register`, body)
      if (answer.status === 201) {
        registered += 1
        expect(answer.body).toMatchObject({ ...fixed, client_name: 'Elsewhere', jwks: claims.jwks })
        const { dpop_bound_access_tokens, tls_client_certificate_bound_access_tokens = false } = answer.body
        expect(dpop_bound_access_tokens).toBe(!tls_client_certificate_bound_access_tokens)
        const { redirect_uris, grant_types } = answer.body as Record<string, string[]>
        expect(claims.redirect_uris).toEqual(expect.arrayContaining(redirect_uris ?? ['?']))
        expect(['authorization_code', 'refresh_token', 'client_credentials']).toEqual(
          expect.arrayContaining(grant_types ?? ['?']),
        )
      } else {
        refused += 1
        expect(answer.status).toBe(400)
        expect(['invalid_client_metadata', 'invalid_redirect_uri']).toContain(answer.body.error)
        expect(await products()).toBe(before)
      }
    }),
    { numRuns: 100 },
  )
  // Both kinds are tried, or the property says little.
  expect(Math.min(registered, refused)).toBeGreaterThan(5)
}, 120_000)

test('whatever is sent for a statement is refused by name, and nothing is left behind', async () => {
  const before = await products()
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        value,
        fc.tuple(token, token, token).map((parts) => parts.join('.')),
      ),
      async (sent) => {
        const { status, body } = await send('POST', `${node.issuer}/oauth/register`, {
          software_statement: sent,
        })
        expect(status).toBe(400)
        expect(['invalid_software_statement', 'unapproved_software_statement']).toContain(body.error)
      },
    ),
    { numRuns: 200 },
  )
  expect(await products()).toBe(before)
}, 120_000)

test('whatever address and token are tried, nobody is let in', async () => {
  const header = fc.oneof(
    fc.stringMatching(/^[\x20-\x7e]{0,80}$/),
    fc.base64String().map((token) => `Bearer ${token}`),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
      header,
      fc.constantFrom('GET', 'DELETE'),
      async (clientId, authorization, method) => {
        // A browser, and fetch, would take these for the folder itself.
        fc.pre(clientId !== '.' && clientId !== '..')
        const url = `${node.issuer}/oauth/register/${encodeURIComponent(clientId)}`
        const { status, body } = await send(method, url, undefined, { authorization })
        expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_token' })
      },
    ),
    { numRuns: 200, examples: [['\u0000', 'Bearer x', 'GET']] },
  )
}, 120_000)
