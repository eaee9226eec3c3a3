import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from './bytes.ts'
import { emptyRoot, hashLeaf } from './hash.ts'
import { proveConsistency, proveInclusion, readFromLeaves, rootOf, treeRoot } from './prove.ts'
import { flip, testEntries } from './testing.ts'
import { verifyConsistency } from './verify-consistency.ts'
import { verifyInclusion } from './verify-inclusion.ts'

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** The tree that Certificate Transparency implementations test with: its entries, and the root after each. */
const reference: [entry: string, root: string][] = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]
const referenceLeaves = reference.map(([entry]) => hashLeaf(fromHex(entry)))

describe('the reference tree of Certificate Transparency', () => {
  test('the empty tree has the hash of nothing as its root', () => {
    expect(toHex(rootOf([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(rootOf([])).toEqual(emptyRoot)
  })

  test.each(reference.map(([, root], i) => [i + 1, root] as const))(
    'after %i entries the root is known',
    async (size, root) => {
      expect(toHex(rootOf(referenceLeaves.slice(0, size)))).toBe(root)
      expect(toHex(await treeRoot(BigInt(size), readFromLeaves(referenceLeaves)))).toBe(root)
    },
  )

  test('the inclusion proof of the first of eight entries is known', async () => {
    const proof = await proveInclusion(0n, 8n, readFromLeaves(referenceLeaves))
    expect(proof.map(toHex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
  })

  test('the consistency proof from six to eight entries is known', async () => {
    const proof = await proveConsistency(6n, 8n, readFromLeaves(referenceLeaves))
    expect(proof.map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })
})

const leaves = testEntries(1_000).map(hashLeaf)
const read = readFromLeaves(leaves)
const pair = fc
  .tuple(fc.nat({ max: 999 }), fc.nat({ max: 999 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const)
const fault = fc.tuple(fc.nat(), fc.nat({ max: 31 }), fc.nat({ max: 7 }))

describe('proofs of random trees', () => {
  test('every inclusion proof verifies, and none with a flipped bit, another index or another size', async () => {
    await fc.assert(
      fc.asyncProperty(pair, fault, async ([i, n], [which, at, bit]) => {
        const [index, size] = [BigInt(i), BigInt(n)]
        const proof = await proveInclusion(index, size, read)
        const claim = {
          index,
          size,
          proof,
          leafHash: leaves[i] ?? emptyRoot,
          root: rootOf(leaves.slice(0, n)),
        }
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, root: flip(claim.root, at, bit) })).toBe(false)
        expect(verifyInclusion({ ...claim, leafHash: flip(claim.leafHash, at, bit) })).toBe(false)
        expect(verifyInclusion({ ...claim, index: index ^ 1n })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: [...proof, leaves[0] ?? emptyRoot] })).toBe(false)
        if (proof.length === 0) return
        const wrong = proof.map((hash, place) =>
          place === which % proof.length ? flip(hash, at, bit) : hash,
        )
        expect(verifyInclusion({ ...claim, proof: wrong })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('every consistency proof verifies, and none with a flipped bit or a hash too many or too few', async () => {
    await fc.assert(
      fc.asyncProperty(pair, fault, async ([m, n], [which, at, bit]) => {
        const [first, second] = [Math.max(m, 1), n]
        const proof = await proveConsistency(BigInt(first), BigInt(second), read)
        const claim = {
          firstSize: BigInt(first),
          secondSize: BigInt(second),
          firstRoot: rootOf(leaves.slice(0, first)),
          secondRoot: rootOf(leaves.slice(0, second)),
          proof,
        }
        expect(verifyConsistency(claim)).toBe(true)
        expect(verifyConsistency({ ...claim, firstRoot: flip(claim.firstRoot, at, bit) })).toBe(false)
        expect(verifyConsistency({ ...claim, secondRoot: flip(claim.secondRoot, at, bit) })).toBe(false)
        expect(verifyConsistency({ ...claim, proof: [...proof, emptyRoot] })).toBe(false)
        if (proof.length === 0) return
        const wrong = proof.map((hash, place) =>
          place === which % proof.length ? flip(hash, at, bit) : hash,
        )
        expect(verifyConsistency({ ...claim, proof: wrong })).toBe(false)
        expect(verifyConsistency({ ...claim, proof: proof.slice(1) })).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('there is no proof outside the tree', () => {
    expect(() => proveInclusion(5n, 5n, read)).toThrow(RangeError)
    expect(() => proveConsistency(0n, 5n, read)).toThrow(RangeError)
    expect(() => proveConsistency(6n, 5n, read)).toThrow(RangeError)
  })
})
