import { concat } from './bytes.ts'
import { HASH_SIZE } from './hash.ts'
import { treeRoot } from './prove.ts'
import { edgeTiles, hashesAtLevel, TILE_WIDTH } from './tile.ts'
import { foldHashes, readFromTiles } from './tile-hashes.ts'

/** The right edge of a tree: by level, the hashes of its partial tile (none where the last tile is full). */
export type Edge = readonly Uint8Array[]

export interface TileContent {
  level: number
  n: bigint
  hashes: Uint8Array
}

export interface Growth {
  size: bigint
  edge: Edge
  /** Every tile that is new or wider than before, whole */
  tiles: TileContent[]
}

/** The empty tree. */
export const emptyGrowth: Growth = { size: 0n, edge: [], tiles: [] }

/** Appends leaf hashes. Needs nothing of the old tree but its right edge, and changes nothing in place. */
export function growTiles(size: bigint, edge: Edge, leafHashes: readonly Uint8Array[]): Growth {
  const grown: Growth & { edge: Uint8Array[] } = {
    size: size + BigInt(leafHashes.length),
    edge: [...edge],
    tiles: [],
  }
  let added = leafHashes
  for (let level = 0; added.length > 0; level += 1) {
    const first = hashesAtLevel(level, size) / BigInt(TILE_WIDTH)
    const cut = cutTiles(concat([edge[level] ?? new Uint8Array(), ...added]))
    grown.tiles.push(...cut.map((hashes, i) => ({ level, n: first + BigInt(i), hashes })))
    grown.edge[level] = cut.find((hashes) => !isFull(hashes)) ?? new Uint8Array()
    added = cut.filter(isFull).map(foldHashes)
  }
  return grown
}

const FULL = TILE_WIDTH * HASH_SIZE

/** Whether a tile has all its 256 hashes. */
export const isFull = (hashes: Uint8Array): boolean => hashes.length === FULL

function cutTiles(hashes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(hashes.length / FULL) }, (_, i) =>
    hashes.subarray(i * FULL, (i + 1) * FULL),
  )
}

/** The partial tiles at the right edge. */
export const edgeContent = ({ size, edge }: Growth): TileContent[] =>
  edgeTiles(size).flatMap(({ level, n, width }) =>
    width ? [{ level, n, hashes: edge[level] ?? new Uint8Array() }] : [],
  )

/** Root of the tree with this right edge: every node on the way to it is in a partial tile. */
export function edgeRoot({ size, edge }: Pick<Growth, 'size' | 'edge'>): Promise<Uint8Array> {
  return treeRoot(
    size,
    readFromTiles(size, async (tiles) => tiles.map(({ level }) => edge[level] ?? new Uint8Array())),
  )
}
