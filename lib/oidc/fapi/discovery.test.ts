import { afterAll, expect, test } from 'vitest'
import { type Members, send } from '#lib/testing/raw-client.ts'
import { startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

const strongAlgorithms = ['ES256', 'PS256', 'Ed25519', 'EdDSA']
const strongAuthentication = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth']

const listOf = (metadata: Members, name: string) => metadata[name] as string[]

test('discovery-end-point-verification: the metadata names what the profile allows, and nothing beside it', async () => {
  const { body: metadata, headers } = await send(`${stage.issuer}/.well-known/openid-configuration`)
  expect(headers.get('content-type')).toMatch(/^application\/json\b/)
  expect(metadata).toMatchObject({
    issuer: stage.issuer,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    require_pushed_authorization_requests: true,
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: false,
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    scopes_supported: expect.arrayContaining(['openid']),
    grant_types_supported: expect.arrayContaining(['authorization_code', 'refresh_token']),
  })
  expect(listOf(metadata, 'grant_types_supported')).not.toContain('implicit')
  expect(listOf(metadata, 'grant_types_supported')).not.toContain('password')
  for (const method of listOf(metadata, 'token_endpoint_auth_methods_supported'))
    expect(strongAuthentication).toContain(method)
  for (const name of [
    'token_endpoint_auth_signing_alg_values_supported',
    'dpop_signing_alg_values_supported',
  ])
    for (const alg of listOf(metadata, name)) expect(strongAlgorithms).toContain(alg)
  for (const name of ['authorization', 'token', 'pushed_authorization_request'])
    expect(metadata[`${name}_endpoint`]).toMatch(new RegExp(`^${stage.issuer}/`))
})

test('the same metadata answers where RFC 8414 puts it', async () => {
  const [oidc, oauth] = await Promise.all([
    send(`${stage.issuer}/.well-known/openid-configuration`),
    send(`${stage.issuer}/.well-known/oauth-authorization-server`),
  ])
  expect(oauth.body).toEqual(oidc.body)
})

test('the published keys are public, strong, and each has a kid of its own (5.4.1, 5.4.2)', async () => {
  const { body } = await send(`${stage.issuer}/oauth/jwks`)
  const keys = body.keys as Members[]
  expect(keys.length).toBeGreaterThan(0)
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length)
  for (const key of keys) {
    expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: expect.any(String) })
    expect(key).not.toHaveProperty('d')
  }
})
