import { demand, fromBase64, toBase64, toHex } from './bytes.ts'
import { hashKey } from './hash.ts'

/** Who signs a note, as the verifier knows them. Ed25519 only. */
export interface VerifierKey {
  name: string
  /** 32 bytes (RFC 8032) */
  publicKey: Uint8Array
}

const ED25519 = 1

/** The name of a key: not empty, without white space and plus signs. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}+]+$/u.test(name)

/** `name+hex(key id)+base64(0x01 || public key)` (c2sp.org/signed-note, "Verifier keys"). */
export function printVkey({ name, publicKey }: VerifierKey): string {
  demand(isKeyName(name), 'A key name has no white space and no plus.')
  demand(publicKey.length === 32, 'An Ed25519 public key has 32 bytes.')
  return `${name}+${toHex(hashKey(name, publicKey))}+${toBase64(Uint8Array.of(ED25519, ...publicKey))}`
}

/** The inverse of `printVkey`; refuses other kinds of key and a key id that doesn't belong to the key. */
export function parseVkey(vkey: string): VerifierKey {
  const [, name, encoded] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/su.exec(vkey) ?? []
  demand(name !== undefined && encoded !== undefined, 'Expected name+key id+key.')
  const [kind, ...publicKey] = fromBase64(encoded)
  demand(kind === ED25519, 'Expected an Ed25519 key.')
  const key = { name, publicKey: Uint8Array.from(publicKey) }
  demand(printVkey(key) === vkey, 'The key id does not belong to this name and key.')
  return key
}

/** Whether `signature` over `message` was made by the owner of this key. Runs in Node and in browsers. */
export async function verifySignature(
  key: VerifierKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const publicKey = await crypto.subtle.importKey('raw', Uint8Array.from(key.publicKey), 'Ed25519', false, [
    'verify',
  ])
  return crypto.subtle.verify('Ed25519', publicKey, Uint8Array.from(signature), Uint8Array.from(message))
}
