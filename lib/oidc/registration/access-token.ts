import { randomBytes } from 'node:crypto'
import { errors } from 'oidc-provider'
import { hashId } from '../hash-id.ts'
import { findManaged, type Registration } from './store.ts'

type Hash = Uint8Array<ArrayBuffer>

/** A registration access token (RFC 7592 section 1.2): 256 random bits, of which we keep the hash. */
export function makeToken(): { token: string; tokenHash: Hash } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

export const hashToken = (token: string): Hash => Uint8Array.from(hashId(token))

/** What the bearer may manage. Unknown client, removed client and somebody else's token look alike: 401 and no more. */
export async function requireRegistration(clientId: string, token: string): Promise<Registration> {
  const registration = isClientId(clientId) && token && (await findManaged(clientId, hashToken(token)))
  if (!registration) throw new errors.InvalidToken('no registration for this token')
  return registration
}

/** The characters of RFC 6749 appendix A.1; PostgreSQL, for one, can't look for all others. */
const isClientId = (text: string): boolean => /^[\x20-\x7e]+$/.test(text)

/** The token of an Authorization header (RFC 6750 section 2.1), or nothing. */
export const bearerOf = (authorization = ''): string =>
  /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1] ?? ''
