import { createHash } from 'node:crypto'
import {
  calculateJwkThumbprint,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import { LRUCache } from 'lru-cache'
import { AppError, nowMs } from '#lib/core/index.ts'
import type { DpopProof } from '#lib/disclosure/index.ts'
import { env } from '#lib/env.ts'
import { isNonceAccepted, NONCE_LIFE_MS } from './dpop-nonce.ts'

/** Algorithms for proofs (FAPI 2.0 Security Profile 5.4.1). */
export const proofAlgorithms = ['ES256', 'PS256', 'Ed25519']

/** A proof is young: seconds since `iat`, and how far clocks may differ. */
const MAX_AGE = 60
const TOLERANCE = 10

type Key = { jkt: string; key: Awaited<ReturnType<typeof importJWK>> }

/** Importing a key costs more than verifying with it, and a recipient uses one key for long. */
const keys = new LRUCache<string, Key>({ max: 2_000 })

/**
 * Verifies a DPoP proof for a protected resource (RFC 9449 section 4.3): type, algorithm, signature by its own
 * key, method, address, age and the hash of the access token. Its age is known by our nonce, or else by its own
 * clock, where DPOP_NONCE lets it do without (section 9). Replay is for the caller to refuse.
 * @throws AppError unauthenticated `proof-not-accepted`, or `nonce-not-accepted` when it needs a newer nonce
 */
export async function verifyProof(
  proof: string,
  expected: { htm: string; htu: string; accessToken: string },
): Promise<DpopProof> {
  let jkt = ''
  const { payload } = await jwtVerify(
    proof,
    async (header) => {
      const found = await keyOf(header)
      jkt = found.jkt
      return found.key
    },
    {
      typ: 'dpop+jwt',
      algorithms: proofAlgorithms,
      clockTolerance: TOLERANCE,
      currentDate: new Date(nowMs()),
    },
  ).catch((cause) => refuse('signature or header', cause))
  const { jti, htm, htu, ath } = payload
  if (typeof jti !== 'string' || !jti || jti.length > 256) refuse('jti')
  if (htm !== expected.htm) refuse('htm')
  if (htu !== expected.htu && bareAddress(htu) !== bareAddress(expected.htu)) refuse('htu')
  if (ath !== sha256(expected.accessToken).toString('base64url')) refuse('ath')
  return { kind: 'dpop', jkt, hash: sha256(`${jkt}.${jti}`), expiresAt: new Date(await lastMoment(payload)) }
}

/** Until when a proof of this age would be accepted, epoch milliseconds; refuses one that is too old or too new. */
async function lastMoment({ nonce, iat }: JWTPayload): Promise<number> {
  if (typeof iat !== 'number') refuse('iat')
  if (nonce !== undefined || env().dpopNonce === 'required') {
    if (await isNonceAccepted(nonce)) return nowMs() + NONCE_LIFE_MS
    const message = 'Make a new DPoP proof with the nonce in DPoP-Nonce.'
    throw new AppError('unauthenticated', 'nonce-not-accepted', message)
  }
  const age = nowMs() / 1000 - iat
  if (!(age >= -TOLERANCE && age <= MAX_AGE)) refuse('iat')
  return (iat + MAX_AGE + TOLERANCE) * 1000
}

async function keyOf(header: JWTHeaderParameters): Promise<Key> {
  const jwk = header.jwk as JWK | undefined
  if (!jwk || 'd' in jwk || 'k' in jwk || 'priv' in jwk) refuse('jwk')
  const name = `${header.alg}.${jwk.kty}.${jwk.crv ?? ''}.${jwk.x ?? jwk.n}.${jwk.y ?? jwk.e ?? ''}`
  const cached = keys.get(name)
  if (cached) return cached
  const made = { jkt: await calculateJwkThumbprint(jwk), key: await importJWK(jwk, header.alg) }
  keys.set(name, made)
  return made
}

/** An address in normal form, without query and fragment (RFC 9449 section 4.3, item 9). */
function bareAddress(htu: unknown): string | undefined {
  const url = typeof htu === 'string' ? URL.parse(htu) : null
  return url ? url.origin + url.pathname : undefined
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

function refuse(what: string, cause?: unknown): never {
  const detail = cause instanceof Error ? cause.message : undefined
  throw new AppError(
    'unauthenticated',
    'proof-not-accepted',
    `The DPoP proof is not accepted: ${what}.`,
    detail,
  )
}
