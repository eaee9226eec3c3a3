/** Just enough DER (X.690) to write a certificate. */
const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes = Buffer.from(length.toString(16).padStart(length < 0x100 ? 2 : 4, '0'), 'hex')
  return [0x80 | bytes.length, ...bytes]
}

export const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts)
export const set = (...parts: Buffer[]): Buffer => tlv(0x31, ...parts)
export const utf8 = (text: string): Buffer => tlv(0x0c, Buffer.from(text))
export const integer = (bytes: Buffer): Buffer => tlv(0x02, bytes)
export const truth = (): Buffer => tlv(0x01, Buffer.from([0xff]))
export const octets = (body: Buffer): Buffer => tlv(0x04, body)
export const bits = (body: Buffer): Buffer => tlv(0x03, Buffer.from([0]), body)
/** A context-specific tag around whole elements, or, as `implicit`, in place of a primitive one's own. */
export const tagged = (number: number, ...parts: Buffer[]): Buffer => tlv(0xa0 | number, ...parts)
export const implicit = (number: number, body: Buffer): Buffer => tlv(0x80 | number, body)

export const time = (at: Date): Buffer =>
  tlv(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const high = Math.floor(value / 128)
  return [...(high ? base128(high).map((byte) => byte | 0x80) : []), value % 128]
}
