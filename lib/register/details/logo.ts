import { createHash } from 'node:crypto'
import { crc32, inflateSync } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '#lib/core/index.ts'
import { insertLogo } from './store.ts'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const MOST_BYTES = 24_576
const [SMALLEST, LARGEST] = [32, 512]
/** Enough for 512 x 512 pixels of 64 bits, and their filters */
const MOST_PIXEL_BYTES = LARGEST * (LARGEST * 8 + 1)
/** What makes the picture. The rest (texts, times, EXIF, profiles) isn't kept. */
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']

interface Chunk {
  type: string
  data: Buffer
  /** With its length and checksum */
  whole: Buffer
}

/**
 * A logo as we keep it: the picture alone, byte by byte ours to serve (PNG, ISO/IEC 15948). PNG because it can't carry
 * a script or an address.
 * @throws AppError `invalid` `logo-not-usable`
 */
export function cleanLogo(png: Uint8Array): Buffer {
  const bytes = Buffer.from(png)
  const chunks =
    bytes.length <= MOST_BYTES && bytes.subarray(0, 8).equals(SIGNATURE) ? readChunks(bytes) : undefined
  if (!chunks || !isPicture(chunks)) {
    const text = `A logo is a PNG of at most ${MOST_BYTES / 1024} KB, ${SMALLEST} to ${LARGEST} pixels wide and high.`
    throw new AppError('invalid', 'logo-not-usable', text)
  }
  const kept = chunks.filter(({ type }) => KEPT.includes(type))
  return Buffer.concat([SIGNATURE, ...kept.map(({ whole }) => whole)])
}

/** Keeps a clean logo and returns its SHA-256 in hex, which is its name. */
export async function keepLogo(png: Uint8Array): Promise<string> {
  const clean = cleanLogo(png)
  const hash = createHash('sha256').update(clean).digest('hex')
  await insertLogo(hash, clean)
  return hash
}

/** A logo in a JSON document: the PNG in base64. */
export const logoPng = z.base64().superRefine((text, ctx) => {
  try {
    cleanLogo(Buffer.from(text, 'base64'))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.addIssue({ code: 'custom', message: error.message })
  }
})

/** Undefined when a length or checksum is wrong, or something follows the end. */
function readChunks(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = []
  let at = SIGNATURE.length
  while (at + 12 <= bytes.length && chunks.at(-1)?.type !== 'IEND') {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return undefined
    chunks.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      data: bytes.subarray(at + 8, end - 4),
      whole: bytes.subarray(at, end),
    })
    at = end
  }
  return at === bytes.length ? chunks : undefined
}

function isPicture(chunks: Chunk[]): boolean {
  const [header] = chunks
  if (header?.type !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.type !== 'IEND') return false
  const sides = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)]
  return sides.every((side) => side >= SMALLEST && side <= LARGEST) && unpacks(chunks)
}

function unpacks(chunks: Chunk[]): boolean {
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: MOST_PIXEL_BYTES }).length > 0
  } catch {
    return false
  }
}
