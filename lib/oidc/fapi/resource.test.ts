import { afterAll, describe, expect, test } from 'vitest'
import {
  type Answer,
  forge,
  makeSigningKey,
  seconds,
  send,
  sha256,
  signProof,
} from '#lib/testing/raw-client.ts'
import type { Change } from '#lib/testing/raw-flow.ts'
import { startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
const flow = await stage.connected()
afterAll(stage.close)

const path = '/energy/v1/supply-points'

/** A refusal of the data API (RFC 9457, RFC 6750 3, RFC 9449 7.1), which discloses nothing. */
function expectRefused({ status, headers, body, text }: Answer, error?: string, scheme = 'DPoP'): void {
  expect(status).toBe(401)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(headers.get('cache-control')).toContain('no-store')
  const challenge = headers.get('www-authenticate') ?? ''
  expect(challenge.split(' ')[0]).toBe(scheme)
  if (scheme === 'DPoP') expect(challenge).toContain('algs="ES256 PS256 Ed25519"')
  expect(challenge).toContain(
    `resource_metadata="${stage.issuer}/.well-known/oauth-protected-resource/energy/v1"`,
  )
  expect(/error="(\w+)"/.exec(challenge)?.[1]).toBe(error)
  expect(body.status).toBe(401)
  expect(text).not.toContain('sp_')
}

test('access-token-type-header-case-sensitivity: the scheme may come in any case (RFC 9110 11.1)', async () => {
  for (const scheme of ['DPoP', 'dpop', 'DPOP', 'dPOp']) {
    const headers = { authorization: `${scheme} ${flow.accessToken}` }
    expect((await flow.read({ headers })).status, scheme).toBe(200)
  }
})

describe('the proof', () => {
  const claims = () => ({ htm: 'GET', htu: stage.issuer + path, ath: sha256(flow.accessToken) })

  test('dpop-negative-tests: every check of RFC 9449 4.3, one at a time', async () => {
    const { publicJwk } = flow.key
    const good = await signProof(flow.key, claims())
    const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: publicJwk }
    const forged = { jti: 'x', iat: seconds(), ...claims() }
    const refused: Record<string, Change> = {
      'two proofs': { headers: { dpop: `${good}, ${await signProof(flow.key, claims())}` } },
      'no JWT': { headers: { dpop: 'no.jwt' } },
      'no typ': { proofHeader: { typ: undefined } },
      'another typ': { proofHeader: { typ: 'JWT' } },
      'no alg': { headers: { dpop: forge({ ...header, alg: undefined }, forged, good.split('.')[2]) } },
      'alg none': { headers: { dpop: forge({ ...header, alg: 'none' }, forged) } },
      RS256: { key: await makeSigningKey('RS256') },
      'no jwk': { proofHeader: { jwk: undefined } },
      'a private jwk': { proofHeader: { jwk: { ...publicJwk, d: publicJwk.x } } },
      'no jti': { proof: { jti: undefined } },
      'no htm': { proof: { htm: undefined } },
      'another htm': { proof: { htm: 'PUT' } },
      'no htu': { proof: { htu: undefined } },
      'another htu': { proof: { htu: 'https://other.test/energy/v1/supply-points' } },
      'no iat': { proof: { iat: undefined } },
      'iat an hour ahead': { proof: { iat: seconds(3600) } },
      'iat an hour ago': { proof: { iat: seconds(-3600) } },
      'no ath': { proof: { ath: undefined } },
      'another ath': { proof: { ath: sha256('another token') } },
      'a broken signature': { headers: { dpop: `${good.slice(0, -8)}AAAAAAAA` } },
      'no proof': { proof: null },
    }
    for (const [what, change] of Object.entries(refused)) {
      const answer = await flow.read(change)
      expect([what, answer.status]).toEqual([what, 401])
      expectRefused(answer, 'invalid_dpop_proof')
    }

    // The token, not the proof, is at fault: it belongs to another key.
    expectRefused(await flow.read({ key: stage.otherKey }), 'invalid_token')
    const bearer = { authorization: `Bearer ${flow.accessToken}` }
    expectRefused(await flow.read({ proof: null, headers: bearer }), 'invalid_token', 'Bearer')
    expectRefused(await flow.read({ headers: bearer }), 'invalid_token', 'Bearer')

    const accepted: Record<string, Change> = {
      'a header name in capitals': { proof: null, headers: { DPOP: await signProof(flow.key, claims()) } },
      'a query and fragment in htu': { proof: { htu: `${stage.issuer}${path}?a=b#c` } },
      'none in htu but one in the address': { path: `${path}?a=b` },
      'scheme and host in capitals': { proof: { htu: stage.issuer.toUpperCase() + path } },
      'members that nobody knows': { proof: { extra: true }, proofHeader: { extra: true } },
      'a good one': {},
    }
    for (const [what, change] of Object.entries(accepted))
      expect([what, (await flow.read(change)).status]).toEqual([what, 200])

    expect((await flow.read({ proof: { jti: 'once' } })).status).toBe(200)
    expectRefused(await flow.read({ proof: { jti: 'once' } }), 'invalid_dpop_proof')
    expect((await flow.read()).status, 'after all that').toBe(200)
  })
})

describe('the token', () => {
  test('is taken from the Authorization header and from nowhere else (5.3.4-2)', async () => {
    const query = `${path}?access_token=${flow.accessToken}`
    const answer = await flow.read({ path: query, headers: { authorization: '' } })
    expectRefused(answer)
    expect(answer.text).not.toContain(flow.accessToken)
    const form = { access_token: flow.accessToken }
    expectRefused(await send(stage.issuer + path, { form }))
  })

  test('that nobody issued, that was altered, or that came without a scheme is refused', async () => {
    const { accessToken } = flow
    for (const token of ['nobody-issued-this', `${accessToken.slice(0, -1)}~`]) {
      const proof = { ath: sha256(token) }
      expectRefused(await flow.read({ proof, headers: { authorization: `DPoP ${token}` } }), 'invalid_token')
    }
    for (const authorization of [
      accessToken,
      `Basic ${accessToken}`,
      `DPoP ${accessToken} ${accessToken}`,
      'DPoP',
    ])
      expectRefused(await flow.read({ headers: { authorization } }))
  })
})
