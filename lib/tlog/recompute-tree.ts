import { checkBundle, type FetchedBundle, type ReadEntry } from './check-bundle.ts'
import { checkTile, fullTiles, tileOf } from './check-tile.ts'
import { edgeContent, edgeRoot, emptyGrowth, type Growth, growTiles, type TileContent } from './grow-tiles.ts'
import { step } from './ledger-report.ts'
import { bundlePath, TILE_WIDTH, tilePath, tileWidth } from './tile.ts'

export interface RecomputeInput {
  fetch: (path: string) => Promise<Uint8Array>
  size: bigint
  /** Also give the root that the tree had at this size */
  earlier: bigint | undefined
  readEntry: ReadEntry
  onProgress: ((done: bigint, size: bigint) => void) | undefined
}

export interface RecomputedTree {
  root: Uint8Array
  earlierRoot: Uint8Array | undefined
}

/** Bundles fetched at once. */
const AT_ONCE = 8

/** Fetches every entry and tile of a tree and computes every hash again; throws FaultFound at the first that differs. */
export async function recomputeTree(input: RecomputeInput): Promise<RecomputedTree> {
  let tree: Growth = emptyGrowth
  let earlierRoot = input.earlier === 0n ? await edgeRoot(tree) : undefined
  while (tree.size < input.size) {
    for (const fetched of await fetchBundles(input, tree.size / BigInt(TILE_WIDTH))) {
      const hashes = await checkBundle(fetched, input.readEntry)
      earlierRoot ??= await rootWithin(tree, hashes, input.earlier)
      tree = growTiles(tree.size, tree.edge, hashes)
      await checkTiles(input, fullTiles(tree.tiles), fetched.tile)
      input.onProgress?.(tree.size, input.size)
      if (tree.size === input.size) await checkTiles(input, edgeContent(tree), fetched.tile)
    }
  }
  return { root: await edgeRoot(tree), earlierRoot }
}

/** The next few bundles from `first` on, each with the tile of its leaf hashes. */
function fetchBundles(input: RecomputeInput, first: bigint): Promise<FetchedBundle[]> {
  const numbers = Array.from({ length: AT_ONCE }, (_, i) => first + BigInt(i))
  const there = numbers.filter((n) => tileWidth(0, n, input.size) > 0)
  const fetches = there.map(async (n): Promise<FetchedBundle> => {
    const width = tileWidth(0, n, input.size)
    const paths = [bundlePath({ n, width }), tilePath({ level: 0, n, width })] as const
    const [bundle, tile] = await Promise.all([get(input, paths[0]), get(input, paths[1])])
    return { n, width, bundle, tile }
  })
  return Promise.all(fetches)
}

/** The root at `size`, when that lies within what these hashes add. */
async function rootWithin(tree: Growth, hashes: readonly Uint8Array[], size: bigint | undefined) {
  const inside = size !== undefined && size > tree.size && size <= tree.size + BigInt(hashes.length)
  return inside
    ? edgeRoot(growTiles(tree.size, tree.edge, hashes.slice(0, Number(size - tree.size))))
    : undefined
}

/** Compares published tiles with what we computed from below; the leaf hashes are at hand already. */
async function checkTiles(
  input: RecomputeInput,
  tiles: readonly TileContent[],
  leaves: Uint8Array,
): Promise<void> {
  for (const tile of tiles)
    checkTile(tile, tile.level === 0 ? leaves : await get(input, tilePath(tileOf(tile))))
}

const get = (input: RecomputeInput, path: string): Promise<Uint8Array> =>
  step({ check: 'reach', path }, () => input.fetch(path))
