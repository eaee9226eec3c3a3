import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equal, MalformedError } from './bytes.ts'
import { parseBundle, printBundle } from './entry-bundle.ts'
import { edgeRoot, emptyGrowth, type Growth, growTiles } from './grow-tiles.ts'
import { HASH_SIZE, hashLeaf } from './hash.ts'
import { proveConsistency, proveInclusion, readFromLeaves, rootOf, treeRoot } from './prove.ts'
import { testEntries } from './testing.ts'
import {
  bundlePath,
  edgeTiles,
  hashesAtLevel,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tileWidth,
} from './tile.ts'
import { readFromTiles } from './tile-hashes.ts'

describe('tile paths', () => {
  test.each([
    [{ level: 0, n: 0n, width: 256 }, 'tile/0/000'],
    [{ level: 3, n: 1_234_067n, width: 256 }, 'tile/3/x001/x234/067'],
    [{ level: 1, n: 999n, width: 1 }, 'tile/1/999.p/1'],
    [{ level: 63, n: 1_000n, width: 255 }, 'tile/63/x001/000.p/255'],
  ])('%o is printed and parsed as the specification says', (tile, path) => {
    expect(tilePath(tile)).toBe(path)
    expect(parseTilePath(path)).toEqual(tile)
  })

  test('a bundle has entries in the place of the level', () => {
    expect(bundlePath({ n: 273n, width: 112 })).toBe('tile/entries/273.p/112')
    expect(parseTilePath('tile/entries/273.p/112')).toEqual({ n: 273n, width: 112 })
  })

  test('parsing is the inverse of printing for every tile', () => {
    const tile = fc.record({
      level: fc.nat({ max: 63 }),
      n: fc.bigInt(0n, 2n ** 64n),
      width: fc.integer({ min: 1, max: 256 }),
    })
    fc.assert(
      fc.property(tile, (one) => {
        expect(parseTilePath(tilePath(one))).toEqual(one)
      }),
    )
  })

  test.each([
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001/001',
    'tile/0/1234',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/300',
    'tile/0/000/',
    'tile/-1/000',
    'tile/entry/000',
    'tile/0/000.p',
    '/tile/0/000',
    'tile/0/../000',
  ])('%s is refused', (path) => {
    expect(() => parseTilePath(path)).toThrow(MalformedError)
  })

  test('a tree of 70,000 has the tiles of the specification’s example', () => {
    const widths = edgeTiles(70_000n).map(({ level, n, width }) => [level, n, width])
    expect(widths).toEqual([
      [0, 273n, 112],
      [1, 1n, 17],
      [2, 0n, 1],
    ])
    expect(tileWidth(0, 272n, 70_000n)).toBe(256)
    expect(tileWidth(1, 0n, 70_000n)).toBe(256)
    expect(tileWidth(0, 274n, 70_000n)).toBe(0)
  })

  test('a tree of 256 has a full tile and one hash above it', () => {
    expect(edgeTiles(256n)).toEqual([
      { level: 0, n: 1n, width: 0 },
      { level: 1, n: 0n, width: 1 },
    ])
  })
})

describe('entry bundles', () => {
  test('each entry follows its length as a big-endian uint16', () => {
    const long = new Uint8Array(258).fill(7)
    expect(printBundle([Uint8Array.of(1, 2), new Uint8Array(), long]).subarray(0, 9)).toEqual(
      Uint8Array.of(0, 2, 1, 2, 0, 0, 1, 2, 7),
    )
  })

  test('parsing is the inverse of printing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
        expect(parseBundle(printBundle(entries)).map((entry) => Uint8Array.from(entry))).toEqual(entries)
      }),
    )
  })

  test('a bundle that ends too early and an entry that is too long are refused', () => {
    expect(() => parseBundle(Uint8Array.of(0))).toThrow(MalformedError)
    expect(() => parseBundle(Uint8Array.of(0, 3, 1, 2))).toThrow(MalformedError)
    expect(() => printBundle([new Uint8Array(65_536)])).toThrow(MalformedError)
  })
})

/** Keeps what growth writes, as a store would. */
function store() {
  const tiles = new Map<string, Uint8Array>()
  return {
    write: (grown: Growth) => {
      for (const { level, n, hashes } of grown.tiles) tiles.set(`${level}/${n}`, hashes)
    },
    read: async (wanted: readonly Tile[]) =>
      wanted.map(({ level, n, width }) =>
        (tiles.get(`${level}/${n}`) ?? new Uint8Array()).subarray(0, width * HASH_SIZE),
      ),
  }
}

const leaves = testEntries(1_500).map(hashLeaf)

describe('growing tiles', () => {
  test('in batches of any size, the tree is the one that its definition gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 6 }), async (batches) => {
        let tree = emptyGrowth
        const kept = store()
        for (const batch of batches) {
          const size = Number(tree.size)
          tree = growTiles(tree.size, tree.edge, leaves.slice(size, Math.min(size + batch, leaves.length)))
          kept.write(tree)
        }
        const root = rootOf(leaves.slice(0, Number(tree.size)))
        expect(equal(await edgeRoot(tree), root)).toBe(true)
        expect(equal(await treeRoot(tree.size, readFromTiles(tree.size, kept.read)), root)).toBe(true)
        expect(tree.edge.map(({ length }) => length / HASH_SIZE)).toEqual(
          edgeTiles(tree.size).map(({ width }) => width),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('proofs read from tiles are those read from the leaves', async () => {
    const tree = growTiles(0n, [], leaves)
    const kept = store()
    kept.write(tree)
    await fc.assert(
      fc.asyncProperty(fc.bigInt(0n, 1_499n), fc.bigInt(1n, 1_500n), async (a, b) => {
        const [index, size] = a < b ? [a, b] : [b - 1n, a + 1n]
        const read = readFromTiles(size, kept.read)
        expect(await proveInclusion(index, size, read)).toEqual(
          await proveInclusion(index, size, readFromLeaves(leaves)),
        )
        const first = index + 1n
        expect(await proveConsistency(first, size, read)).toEqual(
          await proveConsistency(first, size, readFromLeaves(leaves)),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('past 65,536 leaves there is a third level, and the root is still right', async () => {
    const many = Array.from({ length: 70_000 }, (_, i) => leaves[i % leaves.length] ?? new Uint8Array())
    const half = growTiles(0n, [], many.slice(0, 65_530))
    const tree = growTiles(half.size, half.edge, many.slice(65_530))
    expect(equal(await edgeRoot(tree), rootOf(many))).toBe(true)
    expect(tree.edge.map(({ length }) => length / HASH_SIZE)).toEqual([112, 17, 1])
    const third = tree.tiles.find(({ level }) => level === 2)
    expect(third && equal(third.hashes, rootOf(many.slice(0, 65_536)))).toBe(true)
  })

  test('a huge tree costs no more than its right edge', async () => {
    const size = 2n ** 50n + 300n
    const widths = edgeTiles(size).map(({ width }) => width)
    const edge = widths.map((width) => new Uint8Array(width * HASH_SIZE))
    const grown = growTiles(size, edge, leaves.slice(0, 300))
    expect(grown.tiles.map(({ level, n }) => [level, n])).toEqual([
      [0, hashesAtLevel(0, size) / BigInt(TILE_WIDTH)],
      [0, hashesAtLevel(0, size) / BigInt(TILE_WIDTH) + 1n],
      [1, hashesAtLevel(1, size) / BigInt(TILE_WIDTH)],
    ])
    expect(await edgeRoot(grown)).toHaveLength(HASH_SIZE)
  })
})
