import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { assert } from '#lib/core/index.ts'
import type { SigningUse } from './key-use.ts'
import { keysOf } from './keyring.ts'
import type { OpenKey } from './load-keyring.ts'

/** A signing key with its private half. `id` is the JWK thumbprint (RFC 7638). */
export interface SigningKey {
  id: string
  publicJwk: JWK
  privateKey: KeyObject
}

/** The published keys of one use; the first is the one to sign with. ES256 for tokens, Ed25519 for the ledger. */
export async function signingKeys(use: SigningUse): Promise<SigningKey[]> {
  return (await keysOf(use)).map(toSigningKey)
}

/** The key to sign with. */
export async function signingKey(use: SigningUse): Promise<SigningKey> {
  const [key] = await signingKeys(use)
  assert(key, `there is a ${use} key that signs`)
  return key
}

function toSigningKey({ id, publicJwk, opened }: OpenKey): SigningKey {
  assert(publicJwk, 'a signing key has a public half')
  return { id, publicJwk, privateKey: createPrivateKey({ key: opened, format: 'der', type: 'pkcs8' }) }
}
