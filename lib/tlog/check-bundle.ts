import { equal } from './bytes.ts'
import { parseBundle } from './entry-bundle.ts'
import { HASH_SIZE, hashLeaf } from './hash.ts'
import { FaultFound, step } from './ledger-report.ts'
import { bundlePath, TILE_WIDTH } from './tile.ts'

export interface FetchedBundle {
  n: bigint
  width: number
  /** The entries, and the tile that holds their leaf hashes, as fetched */
  bundle: Uint8Array
  tile: Uint8Array
}

export type ReadEntry = ((entry: Uint8Array, index: bigint) => void) | undefined

/** Hashes the entries of a bundle, each compared with the leaf hash that the tree holds in its place. */
export async function checkBundle(fetched: FetchedBundle, readEntry: ReadEntry): Promise<Uint8Array[]> {
  const { n, width, bundle, tile } = fetched
  const path = bundlePath({ n, width })
  const first = n * BigInt(TILE_WIDTH)
  const entries = await step({ check: 'entries', index: first, path }, () => parseBundle(bundle))
  const hashes: Uint8Array[] = []
  for (const [i, entry] of entries.slice(0, width).entries()) {
    const index = first + BigInt(i)
    const hash = hashLeaf(entry)
    if (!equal(hash, tile.subarray(i * HASH_SIZE, (i + 1) * HASH_SIZE))) {
      throw new FaultFound({
        check: 'entries',
        index,
        path,
        message: `Entry ${index} is not what the tree holds there.`,
      })
    }
    await step({ check: 'content', index, path }, () => readEntry?.(entry, index))
    hashes.push(hash)
  }
  if (entries.length !== width) {
    const message = `Expected ${width} entries, found ${entries.length}.`
    throw new FaultFound({ check: 'entries', index: first + BigInt(hashes.length), path, message })
  }
  return hashes
}
