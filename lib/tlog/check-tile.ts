import { equal } from './bytes.ts'
import { isFull, type TileContent } from './grow-tiles.ts'
import { HASH_SIZE } from './hash.ts'
import { FaultFound } from './ledger-report.ts'
import { TILE_HEIGHT, TILE_WIDTH, type Tile, tilePath } from './tile.ts'

/** The tile that has this content. */
export const tileOf = ({ level, n, hashes }: TileContent): Tile => ({
  level,
  n,
  width: hashes.length / HASH_SIZE,
})

/** Compares a tile as published with what we computed; throws FaultFound at the first hash that differs. */
export function checkTile(computed: TileContent, published: Uint8Array): void {
  const { hashes } = computed
  const path = tilePath(tileOf(computed))
  if (published.length !== hashes.length) {
    const message = `Expected ${hashes.length / HASH_SIZE} hashes of ${HASH_SIZE} bytes.`
    throw new FaultFound({ check: 'tiles', path, message })
  }
  for (let at = 0; at < hashes.length; at += HASH_SIZE) {
    if (equal(published.subarray(at, at + HASH_SIZE), hashes.subarray(at, at + HASH_SIZE))) continue
    const index = firstBelow(computed, at / HASH_SIZE)
    throw new FaultFound({
      check: 'tiles',
      index,
      path,
      message: `The hash over entry ${index} and what follows is wrong.`,
    })
  }
}

/** The first entry below a hash of a tile. */
const firstBelow = ({ level, n }: TileContent, place: number): bigint =>
  (n * BigInt(TILE_WIDTH) + BigInt(place)) << BigInt(TILE_HEIGHT * level)

export const fullTiles = (tiles: readonly TileContent[]): TileContent[] =>
  tiles.filter(({ hashes }) => isFull(hashes))
