import { emptyRoot, hashNode } from './hash.ts'
import { consistencyRanges, cover, inclusionRanges, type Range, type Subtree } from './subtree.ts'

/** Gives the hashes of complete subtrees, in the order asked. Asked once per proof, so it can fetch in one go. */
export type HashReader = (subtrees: readonly Subtree[]) => Promise<readonly Uint8Array[]>

/** Root of a list of leaf hashes, straight from its definition (RFC 9162 section 2.1.1). */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  const [first, second] = leafHashes
  if (!first) return emptyRoot
  if (!second) return first
  const split = 2 ** (31 - Math.clz32(leafHashes.length - 1))
  return hashNode(rootOf(leafHashes.slice(0, split)), rootOf(leafHashes.slice(split)))
}

/** Reads subtrees of a list that is at hand. */
export const readFromLeaves =
  (leafHashes: readonly Uint8Array[]): HashReader =>
  async (subtrees) =>
    subtrees.map(({ height, index }) => {
      const width = 2 ** height
      return rootOf(leafHashes.slice(Number(index) * width, (Number(index) + 1) * width))
    })

/** Root of the tree of this size. */
export async function treeRoot(size: bigint, read: HashReader): Promise<Uint8Array> {
  if (size === 0n) return emptyRoot
  const [root] = await hashRanges([{ start: 0n, end: size }], read)
  return root ?? emptyRoot
}

/** Proves that entry `index` is in the tree of this size: hashes from the leaf's sibling up. */
export function proveInclusion(index: bigint, size: bigint, read: HashReader): Promise<Uint8Array[]> {
  if (index < 0n || index >= size) throw new RangeError('An inclusion proof needs 0 <= index < size.')
  return hashRanges(inclusionRanges(index, size), read)
}

/** Proves that the tree of size `second` begins with the tree of size `first`. */
export function proveConsistency(first: bigint, second: bigint, read: HashReader): Promise<Uint8Array[]> {
  if (first <= 0n || first > second) throw new RangeError('A consistency proof needs 0 < first <= second.')
  return hashRanges(consistencyRanges(first, second), read)
}

async function hashRanges(ranges: readonly Range[], read: HashReader): Promise<Uint8Array[]> {
  const covers = ranges.map(cover)
  const hashes = await read(covers.flat())
  let offset = 0
  return covers.map(({ length }) => {
    const parts = hashes.slice(offset, offset + length)
    offset += length
    return parts.reduceRight((right, left) => hashNode(left, right))
  })
}
