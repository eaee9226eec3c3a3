import * as oauth from 'openid-client'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { makeCertificate, type TestCertificate } from '#lib/testing/certificate.ts'
import { addCertifiedProduct, certifiedParty } from '#lib/testing/certified-party.ts'
import { startTlsNode } from '#lib/testing/tls-node.ts'
import { makeWorld } from '#lib/testing/world.ts'
import { thumbprintOf } from '#lib/transport/index.ts'

const SUPPLY_POINTS = '/energy/v1/supply-points'

const node = await startTlsNode('in the process')
afterAll(node.close)
const world = await makeWorld('certified')
const certificate = makeCertificate()
const stranger = makeCertificate()

const selfSigned = { token_endpoint_auth_method: 'self_signed_tls_client_auth' }

async function partyWith(choices: Record<string, unknown>, shown = certificate) {
  const { clientId } = await addCertifiedProduct(world, shown, choices)
  return certifiedParty(node, clientId, node.fetchWith(shown))
}

async function connect() {
  const party = await partyWith(selfSigned)
  return { party, tokens: await party.connect(world) }
}

function get(path: string, authorization: string, shown?: TestCertificate, origin = node.alias) {
  return node.fetchWith(shown)(origin + path, { headers: { authorization } })
}

function arrangementOf(tokens: oauth.TokenEndpointResponse): `arr_${string}` {
  const [detail] = tokens.authorization_details as unknown as [{ arrangement_id: `arr_${string}` }]
  return detail.arrangement_id
}

describe('tokens that are bound to a certificate (RFC 8705 section 3)', () => {
  test('are of the type Bearer, bear its thumbprint, and give data with it, each time on record', async () => {
    const { tokens } = await connect()
    expect(tokens.token_type).toBe('bearer')
    const before = await db().disclosure.count()
    for (const path of [SUPPLY_POINTS, SUPPLY_POINTS]) {
      const answer = await get(path, `Bearer ${tokens.access_token}`, certificate)
      expect(answer.status).toBe(200)
      expect((await answer.json()).supplyPoints).toHaveLength(1)
    }
    expect(await db().disclosure.count()).toBe(before + 2)
    expect(await db().accessToken.count({ where: { x5tS256: thumbprintOf(certificate.certificate) } })).toBe(
      1,
    )
  })

  test.each([
    ['another certificate', () => stranger, () => node.alias],
    ['no certificate', () => undefined, () => node.alias],
    ['the port that asks for none', () => certificate, () => node.issuer],
  ])('are refused with %s: invalid_token, and nothing is recorded', async (_what, shown, origin) => {
    const { tokens } = await connect()
    const before = await db().disclosure.count()
    const answer = await get(SUPPLY_POINTS, `Bearer ${tokens.access_token}`, shown(), origin())
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
    expect(await db().disclosure.count()).toBe(before)
  })

  test('are not helped by a header: nobody but a named proxy is believed (RFC 9440)', async () => {
    const { tokens } = await connect()
    const headers = {
      authorization: `Bearer ${tokens.access_token}`,
      'client-cert': `:${certificate.certificate.raw.toString('base64')}:`,
    }
    for (const shown of [undefined, stranger]) {
      const answer = await node.fetchWith(shown)(node.alias + SUPPLY_POINTS, { headers })
      expect(answer.status).toBe(401)
    }
  })

  test('are refused as DPoP with a proof by whatever key', async () => {
    const { tokens } = await connect()
    const keys = await oauth.randomDPoPKeyPair('ES256')
    const { signProof } = await import('#lib/testing/third-party.ts')
    const proof = await signProof(keys, { htm: 'GET', htu: node.alias + SUPPLY_POINTS }, tokens.access_token)
    const headers = { authorization: `DPoP ${tokens.access_token}`, dpop: proof }
    const answer = await node.fetchWith(certificate)(node.alias + SUPPLY_POINTS, { headers })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'token-not-accepted' })
  })

  test('are renewed with the certificate, and not without', async () => {
    const { party, tokens } = await connect()
    const renewed = await party.refresh(tokens)
    expect((await get(SUPPLY_POINTS, `Bearer ${renewed.access_token}`, certificate)).status).toBe(200)
    const form = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
      client_id: party.config.clientMetadata().client_id,
    }
    for (const shown of [stranger, undefined]) {
      const answer = await post(form, shown)
      expect(answer).toMatchObject([401, { error: 'invalid_client' }])
    }
  })

  test('end with the very next request after the withdrawal', async () => {
    const { tokens } = await connect()
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    await withdrawConsent(world.actor, arrangementOf(tokens))
    expect((await get(SUPPLY_POINTS, `Bearer ${tokens.access_token}`, certificate)).status).toBe(401)
  })
})

async function post(form: Record<string, string>, shown?: TestCertificate) {
  const answer = await node.fetchWith(shown)(`${node.alias}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
  })
  return [answer.status, await answer.json()]
}

describe('clients that authenticate by a certificate of an authority (RFC 8705 section 2.1)', () => {
  const subject = (name: string): [string, string][][] => [[['O', 'Bright']], [['CN', name]]]
  const byAuthority = (name: string, wish: Parameters<typeof makeCertificate>[0] = {}) =>
    makeCertificate({ subject: subject(name), issuer: node.authority, ...wish })
  const choices = (name: string) => ({
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_subject_dn: `CN=${name},O=Bright`,
  })

  test('get tokens, bound to whichever certificate of that name they show', async () => {
    const party = await partyWith(choices('app'), byAuthority('app'))
    expect((await party.connect(world)).token_type).toBe('bearer')
  })

  test('may be known by another name of theirs', async () => {
    const named = { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_dns: 'app.example' }
    const party = await partyWith(named, byAuthority('other', { names: ['app.example'] }))
    expect((await party.connect(world)).token_type).toBe('bearer')
  })

  test.each<[string, () => TestCertificate]>([
    ['a certificate of another name', () => byAuthority('another')],
    ['a certificate that it issued itself', () => makeCertificate({ subject: subject('app') })],
    [
      'a certificate of an authority of that name',
      () =>
        makeCertificate({
          subject: subject('app'),
          issuer: makeCertificate({ subject: [[['CN', 'Test authority']]], ca: true }),
        }),
    ],
    ['a certificate that ran out', () => byAuthority('app', { validTo: new Date(Date.now() - 60_000) })],
    [
      'a certificate that is not valid yet',
      () => byAuthority('app', { validFrom: new Date(Date.now() + 60_000) }),
    ],
    ['a certificate for servers', () => byAuthority('app', { usage: ['1.3.6.1.5.5.7.3.1'] })],
    [
      'a certificate that a client of the authority issued',
      () => makeCertificate({ subject: subject('app'), issuer: byAuthority('middle') }),
    ],
  ])('are refused with %s', async (_what, makeShown) => {
    const shown = makeShown()
    const party = await partyWith(choices('app'), shown)
    await expect(party.connect(world)).rejects.toMatchObject({ error: 'invalid_client', status: 401 })
  })
})

describe('what binds a token is chosen once', () => {
  const both = [true, false].map((dpop) => ({
    ...selfSigned,
    dpop_bound_access_tokens: dpop,
    tls_client_certificate_bound_access_tokens: dpop,
  }))

  test.each(both)('a client that wants %o can do nothing', async (choice) => {
    const { clientId } = await addCertifiedProduct(world, certificate, choice)
    const party = await certifiedParty(node, clientId, node.fetchWith(certificate))
    await expect(party.connect(world)).rejects.toMatchObject({ error: 'invalid_client_metadata' })
  })

  test('a client may authenticate by certificate and bind its tokens by DPoP, with proofs for the alias', async () => {
    const byDpop = { dpop_bound_access_tokens: true, tls_client_certificate_bound_access_tokens: false }
    const party = await partyWith({ ...selfSigned, ...byDpop })
    const DPoP = oauth.getDPoPHandle(party.config, await oauth.randomDPoPKeyPair('ES256'))
    const { access_token, token_type } = await party.connect(world, DPoP)
    expect(token_type).toBe('dpop')
    for (const origin of [node.issuer, node.alias]) {
      const url = new URL(origin + SUPPLY_POINTS)
      const answer = await oauth.fetchProtectedResource(
        party.config,
        access_token,
        url,
        'GET',
        null,
        undefined,
        { DPoP },
      )
      expect(answer.status).toBe(200)
    }
    expect((await get(SUPPLY_POINTS, `Bearer ${access_token}`, certificate)).status).toBe(401)
    await expect(party.connect(world)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('a client that asserts who it is still needs its certificate for tokens that are bound to one', async () => {
    const key = await crypto.subtle.importKey(
      'jwk',
      certificate.privateKey.export({ format: 'jwk' }),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    )
    const { clientId } = await addCertifiedProduct(world, certificate, {})
    const method = oauth.PrivateKeyJwt({ key, kid: certificate.certificate.fingerprint256 })
    const without = await certifiedParty(node, clientId, node.fetchWith(), { method })
    await expect(without.connect(world)).rejects.toMatchObject({ error: 'invalid_grant' })
    const having = await certifiedParty(node, clientId, node.fetchWith(certificate), { method })
    expect((await having.connect(world)).token_type).toBe('bearer')
  })
})

test('the metadata name the aliases, from either door, and what binds tokens', async () => {
  const read = async (origin: string, path: string) => (await node.fetchWith()(origin + path, {})).json()
  const metadata = await read(node.issuer, '/.well-known/openid-configuration')
  expect(metadata).toMatchObject({
    issuer: node.issuer,
    token_endpoint: `${node.issuer}/oauth/token`,
    tls_client_certificate_bound_access_tokens: true,
    token_endpoint_auth_methods_supported: [
      'private_key_jwt',
      'self_signed_tls_client_auth',
      'tls_client_auth',
    ],
    mtls_endpoint_aliases: {
      token_endpoint: `${node.alias}/oauth/token`,
      pushed_authorization_request_endpoint: `${node.alias}/oauth/par`,
    },
  })
  expect(metadata.mtls_endpoint_aliases).not.toHaveProperty('authorization_endpoint')
  expect(await read(node.alias, '/.well-known/openid-configuration')).toEqual(metadata)
  expect(await read(node.issuer, '/.well-known/oauth-authorization-server')).toEqual(metadata)
  expect(await read(node.issuer, '/.well-known/oauth-protected-resource/energy/v1')).toMatchObject({
    resource: `${node.issuer}/energy/v1`,
    tls_client_certificate_bound_access_tokens: true,
    dpop_bound_access_tokens_required: false,
  })
})
