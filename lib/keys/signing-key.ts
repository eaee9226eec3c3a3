import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { seal, unseal } from './seal.ts'
import { findOrCreateKeys, type KeyUse, type StoredKey } from './store.ts'

/** A signing key with its private half. `id` is the JWK thumbprint (RFC 7638). */
export interface SigningKey {
  id: string
  publicJwk: JWK
  privateKey: KeyObject
}

/** The keys of one use, newest first; the first is the one to sign with. ES256 for tokens, Ed25519 for the ledger. */
export async function signingKeys(use: KeyUse): Promise<SigningKey[]> {
  const stored = await findOrCreateKeys(use, () => makeKey(use))
  return stored.map(({ id, publicJwk, sealed }) => ({
    id,
    publicJwk,
    privateKey: createPrivateKey({ key: unseal(sealed, id), format: 'der', type: 'pkcs8' }),
  }))
}

/** The key to sign with. */
export async function signingKey(use: KeyUse): Promise<SigningKey> {
  const [key] = await signingKeys(use)
  if (!key) throw new Error(`No ${use} signing key.`)
  return key
}

async function makeKey(use: KeyUse): Promise<StoredKey> {
  const pair =
    use === 'ledger' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicJwk = pair.publicKey.export({ format: 'jwk' }) as JWK
  const id = await calculateJwkThumbprint(publicJwk)
  return { id, publicJwk, sealed: seal(pair.privateKey.export({ format: 'der', type: 'pkcs8' }), id) }
}
