import { sha256 } from '@noble/hashes/sha2.js'
import { toUtf8 } from './bytes.ts'

/** Length of every hash here, in bytes. */
export const HASH_SIZE = 32

/** Root of the tree without entries: SHA-256 of nothing (RFC 9162 section 2.1.1). */
export const emptyRoot: Uint8Array = sha256(new Uint8Array())

/** SHA-256(0x00 || entry): the prefix keeps leaves and nodes apart (RFC 9162 section 2.1.1). */
export function hashLeaf(entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + entry.length)
  input.set(entry, 1)
  return sha256(input)
}

/** SHA-256(0x01 || left || right) (RFC 9162 section 2.1.1). */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + 2 * HASH_SIZE)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 1 + HASH_SIZE)
  return sha256(input)
}

/** First four bytes of SHA-256(name || "\n" || 0x01 || public key) (c2sp.org/signed-note, Ed25519). */
export function hashKey(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(Uint8Array.of(...toUtf8(`${name}\n`), 1, ...publicKey)).slice(0, 4)
}
