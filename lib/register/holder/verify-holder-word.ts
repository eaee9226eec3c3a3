import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { z } from 'zod'
import { AppError, now } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import type { Participant } from '../participant.ts'
import { findHolder } from './holder.ts'

const TOLERANCE_SECONDS = 10

export interface WordKind<T> {
  /** `typ` of the JWT: no other one of a holder can be taken for it (RFC 8725 section 3.11) */
  typ: string
  claims: z.ZodType<T>
  /** How old it may be, in seconds, however late it says it ends */
  maxAge: number
}

/**
 * What a data holder of the register says, signed with a key that the operator pinned, and meant for this node.
 * @throws AppError unauthenticated `holder-word-not-accepted`; the detail says why
 */
export async function verifyHolderWord<T>(
  jwt: string,
  kind: WordKind<T>,
): Promise<{ holder: Participant; claims: T }> {
  const found = await findHolder(issuerOf(jwt))
  if (!found) throw notAccepted('its issuer is no active data holder whose key is known here')
  const payload = await verifySignature(jwt, found.keys.issuer, found.keys.jwks as JSONWebKeySet, kind)
  const parsed = kind.claims.safeParse(payload)
  if (parsed.success) return { holder: found.participant, claims: parsed.data }
  throw notAccepted(parsed.error.issues.map(({ path }) => `${path.join('.')} is not valid`).join(', '))
}

function issuerOf(jwt: string): unknown {
  try {
    return decodeJwt(jwt).iss
  } catch {
    throw notAccepted('it is not a JWT')
  }
}

async function verifySignature(
  jwt: string,
  issuer: string,
  jwks: JSONWebKeySet,
  { typ, maxAge }: WordKind<unknown>,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(jwks), {
      algorithms: ['ES256', 'PS256'],
      typ,
      issuer,
      audience: env().issuer,
      maxTokenAge: maxAge,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now(),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) throw notAccepted(error.message)
    throw error
  }
}

const notAccepted = (detail: string) =>
  new AppError(
    'unauthenticated',
    'holder-word-not-accepted',
    `What the holder signed is not accepted: ${detail}.`,
  )
