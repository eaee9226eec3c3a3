import { demand } from './bytes.ts'

/** Hashes in a full tile, entries in a full bundle; a tile is a subtree of height 8. */
export const TILE_WIDTH = 256
export const TILE_HEIGHT = 8

/** Tile `n` of a level: `width` hashes, each the root of a full tile one level below (level 0: leaf hashes). */
export interface Tile {
  level: number
  n: bigint
  width: number
}

/** The entries below tile `n` of level 0. */
export interface Bundle {
  level?: undefined
  n: bigint
  width: number
}

/** `tile/<L>/<N>[.p/<W>]` (c2sp.org/tlog-tiles). */
export const tilePath = (tile: Tile): string => `tile/${tile.level}/${suffix(tile)}`

/** `tile/entries/<N>[.p/<W>]` (c2sp.org/tlog-tiles). */
export const bundlePath = (bundle: Bundle): string => `tile/entries/${suffix(bundle)}`

/** 1234067 is `x001/x234/067`, so that a folder and a file never have the same name. */
function suffix({ n, width }: Tile | Bundle): string {
  const groups =
    n
      .toString()
      .padStart(Math.ceil(n.toString().length / 3) * 3, '0')
      .match(/.{3}/g) ?? []
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
  return width === TILE_WIDTH ? path : `${path}.p/${width}`
}

const PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/

/** The inverse of `tilePath` and `bundlePath`: a bundle has no level. Refuses every other spelling. */
export function parseTilePath(path: string): Tile | Bundle {
  const [, kind, digits, partial] = PATH.exec(path) ?? []
  demand(kind !== undefined && digits !== undefined, 'Expected tile/<L>/<N>[.p/<W>].')
  const place = { n: BigInt(digits.replaceAll(/[x/]/g, '')), width: Number(partial ?? TILE_WIDTH) }
  const level = kind === 'entries' ? undefined : Number(kind)
  demand(place.width <= TILE_WIDTH && (level ?? 0) < 64, 'A level is at most 63, a width 256.')
  const tile = level === undefined ? place : { level, ...place }
  demand(
    path === (level === undefined ? bundlePath(place) : tilePath({ level, ...place })),
    'Expected the canonical path.',
  )
  return tile
}

/** How many tile hashes of this level a tree of this size has. */
export const hashesAtLevel = (level: number, size: bigint): bigint => size >> BigInt(TILE_HEIGHT * level)

/** Width of tile `n` of a level in a tree of this size: 0 when it isn't there yet. */
export function tileWidth(level: number, n: bigint, size: bigint): number {
  const left = hashesAtLevel(level, size) - n * BigInt(TILE_WIDTH)
  return left <= 0n ? 0 : Number(left < TILE_WIDTH ? left : TILE_WIDTH)
}

/** The partial tile at the right edge of each level that has hashes; width 0 where the last tile is full. */
export function edgeTiles(size: bigint): Tile[] {
  const edge: Tile[] = []
  for (let level = 0; hashesAtLevel(level, size) > 0n; level += 1) {
    const n = hashesAtLevel(level, size) / BigInt(TILE_WIDTH)
    edge.push({ level, n, width: tileWidth(level, n, size) })
  }
  return edge
}
