import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import canonicalize from 'canonicalize'
import { SignJWT } from 'jose'
import { nowMs, singleton } from '#lib/core/index.ts'
import { signingKey } from '#lib/keys/index.ts'
import { registerIssuer } from '../register-keys.ts'
import { describeRegister, type PublicRegister } from './public-register.ts'

const compress = promisify(gzip)

/** How old an answer may be; a reader may keep it for a minute more (`Cache-Control`). CDR asks for five minutes. */
const FRESH_MS = 2_000
const SIGN_AGAIN_MS = 15 * 60_000
const SIGNED_SECONDS = 60 * 60

/** One form of the register, ready to send. */
export interface Form {
  body: Buffer
  gzipped: Buffer | undefined
  etag: string
}

/** The register as it was read and signed at a moment. */
export interface Publication {
  register: PublicRegister
  /** Canonical JSON (RFC 8785) */
  json: Form
  /** The same as the claim `register` of a JWT (RFC 7519) of type `register+jwt` */
  jwt: Form
  signedAt: number
}

const state = singleton('published-register', () => ({
  latest: undefined as Publication | undefined,
  reading: undefined as { since: number; publication: Promise<Publication> } | undefined,
}))

/** The register in all its forms. Read from the database at most every two seconds, signed when it changed or aged. */
export function publishRegister(): Promise<Publication> {
  const { reading } = state()
  if (reading && nowMs() - reading.since < FRESH_MS) return reading.publication
  const publication = publish()
  state().reading = { since: nowMs(), publication }
  publication.catch(() => {
    state().reading = undefined
  })
  return publication
}

async function publish(): Promise<Publication> {
  const register = await describeRegister()
  const json = await toForm(canonicalize(register) ?? '')
  const { latest } = state()
  const stands = latest?.json.etag === json.etag && nowMs() - latest.signedAt < SIGN_AGAIN_MS
  if (stands) return latest
  const signedAt = nowMs()
  const published = { register, json, jwt: await toForm(await sign(register, signedAt)), signedAt }
  state().latest = published
  return published
}

async function toForm(text: string): Promise<Form> {
  const body = Buffer.from(text)
  const digest = createHash('sha256').update(body).digest('base64url')
  // Weak: the same for the compressed answer.
  return { body, gzipped: await compress(body), etag: `W/"${digest}"` }
}

async function sign(register: PublicRegister, at: number): Promise<string> {
  const { id, privateKey } = await signingKey('register')
  const seconds = Math.floor(at / 1000)
  return new SignJWT({ register: { ...register } })
    .setProtectedHeader({ alg: 'ES256', kid: id, typ: 'register+jwt' })
    .setIssuer(registerIssuer())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + SIGNED_SECONDS)
    .sign(privateKey)
}
