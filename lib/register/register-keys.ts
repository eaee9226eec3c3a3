import type { JSONWebKeySet } from 'jose'
import { env } from '#lib/env.ts'
import { signingKeys } from '#lib/keys/index.ts'

/** The name of this node's register, as the issuer of software statements; its keys are at `/jwks.json` below it. */
export const registerIssuer = (): string => `${env().issuer}/register`

/** The public keys that our register signs with (RFC 7517). */
export async function registerKeys(): Promise<JSONWebKeySet> {
  const keys = await signingKeys('register')
  return { keys: keys.map(({ id, publicJwk }) => ({ ...publicJwk, kid: id, alg: 'ES256', use: 'sig' })) }
}
