import { crc32, deflateSync } from 'node:zlib'

/** One chunk of a PNG: length, type, data, checksum. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A header for 8-bit grey, or 8-bit colour. */
export function pngHeader(width: number, height: number, colour = false): Buffer {
  const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, colour ? 2 : 0, 0, 0, 0])
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  return pngChunk('IHDR', data)
}

export const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')
export const pngEnd = pngChunk('IEND', Buffer.alloc(0))

/** A whole picture of 64 by 64 pixels: rings of teal on amber. */
export function makePng(): Buffer {
  const rows = Array.from({ length: 64 }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: 64 }, (_, x) => pixel(Math.hypot(x - 32, y - 32))).flat()]),
  )
  const pixels = pngChunk('IDAT', deflateSync(Buffer.concat(rows)))
  return Buffer.concat([pngSignature, pngHeader(64, 64, true), pixels, pngEnd])
}

const pixel = (distance: number): number[] => (distance % 16 < 8 ? [10, 89, 96] : [237, 168, 58])
