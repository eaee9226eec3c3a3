/** Text or bytes that are not in the one form that the format allows. The message says what was expected. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError'
}

/** Throws a MalformedError unless `condition` holds. */
export function demand(condition: unknown, message: string): asserts condition {
  if (!condition) throw new MalformedError(message)
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Not constant-time: hashes and signatures are public here. */
export const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

export const toUtf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new MalformedError('Expected UTF-8.')
  }
}

/** Standard base64 with padding (RFC 4648 section 4). For short things. */
export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** The inverse of `toBase64`; refuses white space, missing padding and stray bits. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 ? atob(text) : undefined
  demand(binary !== undefined && btoa(binary) === text, 'Expected canonical base64.')
  return Uint8Array.from(binary, (char) => char.charCodeAt(0))
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const DECIMAL = /^(0|[1-9][0-9]{0,19})$/

/** An unsigned 64-bit integer in decimal, without leading zeroes. */
export function parseUint64(text: string): bigint {
  const value = DECIMAL.test(text) ? BigInt(text) : undefined
  demand(value !== undefined && value < 1n << 64n, 'Expected a decimal integer below 2^64.')
  return value
}
