import { generateKeyPairSync, type KeyPairKeyObjectResult, randomBytes, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { now } from '#lib/core/index.ts'
import { deriveSecret } from './derive-secret.ts'
import { type KeyUse, keyUses } from './key-use.ts'
import { operatorKey, previousOperatorKey } from './operator-key.ts'
import { seal } from './seal.ts'
import type { SealedKey } from './store.ts'

const pairs = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  Ed25519: () => generateKeyPairSync('ed25519'),
} satisfies Record<string, () => KeyPairKeyObjectResult>

/** A new key or secret that signs from `signsFrom`. A key's id is its JWK thumbprint (RFC 7638). */
export async function makeKey(use: KeyUse, signsFrom: Date): Promise<SealedKey> {
  const { kind } = keyUses[use]
  if (kind === 'secret') return sealSecret(use, randomBytes(32), signsFrom)
  const pair = pairs[kind]()
  const publicJwk = pair.publicKey.export({ format: 'jwk' }) as JWK
  const id = await calculateJwkThumbprint(publicJwk)
  const sealed = seal(pair.privateKey.export({ format: 'der', type: 'pkcs8' }), id)
  return { id, use, publicJwk, sealed, createdAt: now(), signsFrom, retiredAt: null }
}

/**
 * The first of a use. A secret is the one that nodes derived from their operator key before secrets were kept:
 * one that served then goes on, and recipients see the subjects that they know.
 */
export async function makeFirstKey(use: KeyUse): Promise<SealedKey> {
  if (keyUses[use].kind !== 'secret') return makeKey(use, now())
  return sealSecret(use, deriveSecret(use, previousOperatorKey() ?? operatorKey()), now())
}

function sealSecret(use: KeyUse, secret: Buffer, signsFrom: Date): SealedKey {
  const id = randomUUID()
  return { id, use, publicJwk: null, sealed: seal(secret, id), createdAt: now(), signsFrom, retiredAt: null }
}
