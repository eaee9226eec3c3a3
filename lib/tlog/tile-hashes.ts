import { demand } from './bytes.ts'
import { HASH_SIZE, hashNode } from './hash.ts'
import type { HashReader } from './prove.ts'
import type { Subtree } from './subtree.ts'
import { TILE_HEIGHT, TILE_WIDTH, type Tile, tileWidth } from './tile.ts'

/** Root of 2^k hashes that stand one after the other. */
export function foldHashes(hashes: Uint8Array): Uint8Array {
  if (hashes.length <= HASH_SIZE) return hashes
  const half = hashes.length / 2
  return hashNode(foldHashes(hashes.subarray(0, half)), foldHashes(hashes.subarray(half)))
}

/** Reads subtrees out of tiles. `fetchTiles` gives each tile's hashes, `width` x 32 bytes, in the order asked. */
export function readFromTiles(
  size: bigint,
  fetchTiles: (tiles: readonly Tile[]) => Promise<readonly Uint8Array[]>,
): HashReader {
  return async (subtrees) => {
    const places = subtrees.map((subtree) => placeOf(subtree, size))
    const tiles = new Map(places.map(({ key, tile }) => [key, tile]))
    const fetched = await fetchTiles([...tiles.values()])
    const hashes = new Map([...tiles.keys()].map((key, i) => [key, fetched[i]]))
    return places.map(({ key, from, to }) => {
      const bytes = hashes.get(key)
      demand(bytes && bytes.length >= to, 'A tile is missing or too short.')
      return foldHashes(bytes.subarray(from, to))
    })
  }
}

/** Where a subtree's hashes stand: the tile, and the bytes within it. */
function placeOf(
  { height, index }: Subtree,
  size: bigint,
): { key: string; tile: Tile; from: number; to: number } {
  const level = Math.floor(height / TILE_HEIGHT)
  const span = 2 ** (height % TILE_HEIGHT)
  const first = index * BigInt(span)
  const n = first / BigInt(TILE_WIDTH)
  const from = Number(first % BigInt(TILE_WIDTH)) * HASH_SIZE
  const tile = { level, n, width: tileWidth(level, n, size) }
  return { key: `${level}/${n}`, tile, from, to: from + span * HASH_SIZE }
}
