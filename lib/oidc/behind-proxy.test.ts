import * as oauth from 'openid-client'
import { afterAll, expect, test } from 'vitest'
import { makeCertificate, type TestCertificate } from '#lib/testing/certificate.ts'
import { addCertifiedProduct, certifiedParty } from '#lib/testing/certified-party.ts'
import { startTlsNode } from '#lib/testing/tls-node.ts'
import { allowAll, makeWorld } from '#lib/testing/world.ts'

const SUPPLY_POINTS = '/energy/v1/supply-points'

const node = await startTlsNode('at a proxy')
afterAll(node.close)
const world = await makeWorld('proxied')
const certificate = makeCertificate()
const selfSigned = { token_endpoint_auth_method: 'self_signed_tls_client_auth' }
const { clientId } = await addCertifiedProduct(world, certificate, selfSigned)
const recipient = await certifiedParty(node, clientId, node.fetchWith(certificate))
const { access_token: accessToken } = await recipient.connect(world)

const headerOf = ({ certificate }: TestCertificate) => `:${certificate.raw.toString('base64')}:`

async function read(origin: string, shown?: TestCertificate, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${accessToken}`
  return node.fetchWith(shown)(origin + SUPPLY_POINTS, { headers: { authorization, ...headers } })
}

test('a certificate that a named proxy passes on gives tokens, and data with them', async () => {
  expect((await read(node.alias, certificate)).status).toBe(200)
})

test('DPoP proofs are for the addresses that are published, and work through the proxy at both', async () => {
  const byDpop = { dpop_bound_access_tokens: true, tls_client_certificate_bound_access_tokens: false }
  const product = await addCertifiedProduct(world, certificate, { ...selfSigned, ...byDpop })
  const party = await certifiedParty(node, product.clientId, node.fetchWith(certificate))
  const DPoP = oauth.getDPoPHandle(party.config, await oauth.randomDPoPKeyPair('ES256'))
  const tokens = await party.connect(world, DPoP)
  for (const origin of [node.issuer, node.alias]) {
    const url = new URL(origin + SUPPLY_POINTS)
    const options = { DPoP }
    const answer = await oauth.fetchProtectedResource(
      party.config,
      tokens.access_token,
      url,
      'GET',
      null,
      undefined,
      options,
    )
    expect(answer.status).toBe(200)
  }
})

test.each<[string, (alias: string, issuer: string) => Parameters<typeof read>]>([
  ['another certificate', (alias) => [alias, makeCertificate()]],
  ['no certificate', (alias) => [alias]],
  ['the header alone, at the alias', (alias) => [alias, undefined, { 'client-cert': headerOf(certificate) }]],
  [
    'the header alone, at the issuer, whose proxy lets it pass',
    (_, issuer) => [issuer, undefined, { 'client-cert': headerOf(certificate) }],
  ],
  [
    'the header beside another certificate',
    (alias) => [alias, makeCertificate(), { 'client-cert': headerOf(certificate) }],
  ],
  [
    'the header at the issuer, with a claim to be at the alias',
    (alias, issuer) => [
      issuer,
      undefined,
      { 'client-cert': headerOf(certificate), 'x-forwarded-host': new URL(alias).host },
    ],
  ],
])('the token is worth nothing with %s', async (_what, reading) => {
  const answer = await read(...reading(node.alias, node.issuer))
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
    401,
    expect.stringContaining('error="invalid_token"'),
  ])
})

test('another client can not be taken for this one', async () => {
  const forged = { headers: { 'client-cert': headerOf(certificate) } }
  const thief = await certifiedParty(node, clientId, node.fetchWith(makeCertificate()), forged)
  await expect(thief.connect(world)).rejects.toMatchObject({ error: 'invalid_client' })
})

test('addresses are those of the issuer, whatever a caller says of them', async () => {
  const headers = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example',
  }
  const answer = await node.fetchWith()(`${node.issuer}/.well-known/openid-configuration`, { headers })
  const metadata = await answer.json()
  expect(metadata).toMatchObject({ issuer: node.issuer, token_endpoint: `${node.issuer}/oauth/token` })
  expect(JSON.stringify(metadata)).not.toContain('evil.example')
})

test("the provider's cookies are for https alone", async () => {
  const browser = await node.browse(world.actor, allowAll(world))
  const { href } = await recipient.push(world)
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await node.fetchWith()(href, { headers: { cookie } })
  const set = answer.headers.getSetCookie()
  expect(set.length).toBeGreaterThan(0)
  for (const line of set) expect(line).toMatch(/; secure/i)
})
