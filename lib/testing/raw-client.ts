import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'

/** Claims, header parameters or JSON members; what is undefined is left out. */
export type Members = Record<string, unknown>

/** Form parameters: an array sends one several times, undefined sends none. */
export type Form = Record<string, string | string[] | undefined>

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The members of a JSON answer; empty for anything else */
  body: Members
}

export interface SigningKey {
  alg: string
  privateKey: CryptoKey
  publicJwk: JWK
}

/** A new key pair for signatures with `alg`. */
export async function makeSigningKey(alg = 'ES256'): Promise<SigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true })
  return { alg, privateKey: pair.privateKey, publicJwk: await exportJWK(pair.publicKey) }
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export const random = (): string => randomBytes(32).toString('base64url')
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')
export const seconds = (ahead = 0): number => Math.floor(Date.now() / 1000) + ahead

/** A client assertion (RFC 7523 section 3), right but for what `claims` and `header` change. */
export async function signAssertion(
  { clientId, privateJwk, issuer }: { clientId: string; privateJwk: JWK; issuer: string },
  claims: Members = {},
  header: Members = {},
): Promise<string> {
  const right = {
    iss: clientId,
    sub: clientId,
    aud: issuer,
    jti: randomUUID(),
    iat: seconds(),
    exp: seconds(60),
  }
  const protectedHeader = { alg: 'ES256', kid: privateJwk.kid ?? '', ...header }
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader(protectedHeader)
    .sign(await importJWK(privateJwk, protectedHeader.alg))
}

/** A DPoP proof (RFC 9449 section 4.2) for one request, right but for what `claims` and `header` change. */
export function signProof(
  { alg, privateKey, publicJwk }: SigningKey,
  claims: Members,
  header: Members = {},
): Promise<string> {
  return new SignJWT({ jti: randomUUID(), iat: seconds(), ...claims })
    .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk: publicJwk, ...header })
    .sign(privateKey)
}

/** A JWT whose signature is none, or whatever is given. */
export function forge(header: Members, claims: Members, signature = ''): string {
  const encode = (members: Members) => Buffer.from(JSON.stringify(members)).toString('base64url')
  return `${encode(header)}.${encode(claims)}.${signature}`
}

/** The claims of a JWT, unverified. */
export const claimsOf = (jwt: string): Members =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())

/** The client authenticates with this assertion. */
export const withAssertion = (clientId: string, assertion: string | undefined): Form => ({
  client_id: clientId,
  client_assertion_type: assertion && JWT_BEARER,
  client_assertion: assertion,
})

/** Sends a request as it is, and follows nothing. */
export async function send(url: string, init: RequestInit & { form?: Form } = {}): Promise<Answer> {
  const { form, ...rest } = init
  const body = form && { method: 'POST', body: encodeForm(form) }
  const response = await fetch(url, { redirect: 'manual', ...body, ...rest })
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : {} }
}

export function encodeForm(form: Form): URLSearchParams {
  const pairs = Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return new URLSearchParams(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined))
}
