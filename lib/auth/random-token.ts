import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a cookie or a link; what is kept is its hash. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

export const hashToken = (token: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(token).digest())
