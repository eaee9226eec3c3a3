import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue }

/** What an entry keeps to itself: the salt and the private part behind its commitment. */
export interface Opening {
  /** 32 random bytes: without them nobody can guess the private part, however small it is */
  salt: Uint8Array
  privatePart: Record<string, JsonValue>
}

/** A fresh salt around a private part. */
export const sealPrivatePart = (privatePart: Record<string, JsonValue>): Opening => ({
  salt: randomBytes(32),
  privatePart,
})

/** base64url SHA-256(salt || JCS(private part)): binds us to it and tells nothing of it. */
export function commitTo({ salt, privatePart }: Opening): string {
  return createHash('sha256')
    .update(salt)
    .update(canonicalize(privatePart) ?? '')
    .digest('base64url')
}
