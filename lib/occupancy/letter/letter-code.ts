import { createCipheriv, createDecipheriv, randomBytes, randomInt } from 'node:crypto'
import type { OccupancyId } from '#lib/core/index.ts'
import { secret } from '#lib/keys/index.ts'

/** Digits and letters that nobody takes for one another: no 0, 1, I, L, O, U. 30^8 codes, and five tries */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
const [NONCE, TAG] = [12, 16]

export const makeCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** A code as people type it: in any case, with or without its hyphen. Undefined: it can't be one. */
export function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '')
  return code.length === LENGTH && [...code].every((one) => ALPHABET.includes(one)) ? code : undefined
}

/** As a letter prints it. */
export const formatCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/** Closed until the letter is printed (AES-256-GCM): nonce, ciphertext, tag. It opens for the same home alone. */
export async function sealCode(code: string, occupancyId: OccupancyId): Promise<Buffer> {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', await secret('letter-code'), nonce)
  cipher.setAAD(Buffer.from(occupancyId))
  return Buffer.concat([nonce, cipher.update(code), cipher.final(), cipher.getAuthTag()])
}

export async function openCode(sealed: Uint8Array, occupancyId: OccupancyId): Promise<string> {
  const bytes = Buffer.from(sealed)
  const key = await secret('letter-code')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
  decipher.setAAD(Buffer.from(occupancyId)).setAuthTag(bytes.subarray(-TAG))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString()
}
