import { randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { makeClientKey } from './client-key.ts'

// Tests register more often from one address than anybody would.
process.env.LIMIT_REGISTRATION ??= '100000'

export interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown> & { error?: string; client_id?: string }
}

/** A register elsewhere: it signs statements for whom it likes. */
export async function makeRegister(alg: 'ES256' | 'PS256' = 'ES256', issuer = 'https://other.test/register') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const kid = randomUUID()
  return {
    issuer,
    anchor: { issuer, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }] } },
    /** The same register, as somebody with another key pretends to be it */
    sign: (claims: JWTPayload, header: object = {}, key: CryptoKey = privateKey) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, kid, typ: 'software-statement+jwt', ...header })
        .sign(key),
  }
}

/** The claims of a valid statement for `audience`, with the key of the product that it is about. */
export async function makeClaims(issuer: string, audience: string, change: Record<string, unknown> = {}) {
  const { publicJwk, privateJwk } = await makeClientKey()
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    aud: audience,
    iat,
    exp: iat + 600,
    jti: randomUUID(),
    org_id: 'GB-0042',
    org_name: 'Elsewhere Energy',
    org_legal_name: 'Elsewhere Energy Ltd',
    org_phone: '08081 570 400',
    contacts: ['contact@elsewhere.test'],
    client_uri: 'https://elsewhere.test',
    policy_uri: 'https://elsewhere.test/privacy',
    software_id: randomUUID(),
    software_client_name: 'Elsewhere',
    software_client_description: 'A test app',
    software_roles: ['data-recipient-software-product'],
    redirect_uris: ['https://elsewhere.test/callback', 'https://elsewhere.test/other'],
    jwks: { keys: [publicJwk] },
    permissions: ['supply-point.basic', 'meter.electricity.hh', 'meter.electricity.daily'],
    purposes: [{ code: 'tariff_comparison', text: 'To compare tariffs for you.' }],
    ...change,
  }
  return { claims, privateJwk }
}

/** One request to a registration address, with nothing added. A string is sent as it is. */
export async function send(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} }
}
