import { concat, demand } from './bytes.ts'

/** The longest entry that a bundle can hold, in bytes. */
const ENTRY_LIMIT = 65_535

/** Entries one after the other, each after its length as a big-endian uint16 (c2sp.org/tlog-tiles). */
export function printBundle(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concat(
    entries.flatMap((entry) => {
      demand(entry.length <= ENTRY_LIMIT, `An entry has at most ${ENTRY_LIMIT} bytes.`)
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
    }),
  )
}

/** The inverse of `printBundle`. */
export function parseBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const [high, low] = bytes.subarray(at, at + 2)
    demand(high !== undefined && low !== undefined, 'A bundle ends within a length.')
    const entry = bytes.subarray(at + 2, at + 2 + high * 256 + low)
    demand(entry.length === high * 256 + low, 'A bundle ends within an entry.')
    entries.push(entry)
    at += 2 + entry.length
  }
  return entries
}
