import { equal } from './bytes.ts'
import { HASH_SIZE, hashNode } from './hash.ts'

export interface InclusionClaim {
  index: bigint
  size: bigint
  leafHash: Uint8Array
  root: Uint8Array
  /** From the leaf's sibling up */
  proof: readonly Uint8Array[]
}

/** Whether the proof shows this leaf at this index of the tree with this root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion({ index, size, leafHash, root, proof }: InclusionClaim): boolean {
  if (index < 0n || index >= size || [leafHash, ...proof].some(({ length }) => length !== HASH_SIZE))
    return false
  let [fn, sn, hash] = [index, size - 1n, leafHash]
  for (const sibling of proof) {
    if (sn === 0n) return false
    if (fn & 1n || fn === sn) {
      hash = hashNode(sibling, hash)
      // A right edge without a sibling goes straight up.
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n]
    } else {
      hash = hashNode(hash, sibling)
    }
    ;[fn, sn] = [fn >> 1n, sn >> 1n]
  }
  return sn === 0n && equal(hash, root)
}
