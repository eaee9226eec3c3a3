import { equal } from './bytes.ts'
import { HASH_SIZE, hashNode } from './hash.ts'

export interface ConsistencyClaim {
  firstSize: bigint
  secondSize: bigint
  firstRoot: Uint8Array
  secondRoot: Uint8Array
  proof: readonly Uint8Array[]
}

/**
 * Whether the proof shows that the second tree begins with the first (RFC 9162 section 2.1.4.2). The empty
 * tree is refused as a first tree: everything begins with it, so such a proof would say nothing.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { firstSize, secondSize, firstRoot, secondRoot } = claim
  if (firstSize <= 0n || firstSize > secondSize) return false
  if (firstSize === secondSize) return claim.proof.length === 0 && equal(firstRoot, secondRoot)
  if (claim.proof.length === 0) return false
  // A complete first tree is itself the first node; the proof leaves it out.
  const complete = (firstSize & (firstSize - 1n)) === 0n
  const [start, ...rest] = complete ? [firstRoot, ...claim.proof] : claim.proof
  if (!start || [start, ...rest].some(({ length }) => length !== HASH_SIZE)) return false
  return walk(claim, start, rest)
}

function walk(
  { firstSize, secondSize, firstRoot, secondRoot }: ConsistencyClaim,
  start: Uint8Array,
  rest: Uint8Array[],
) {
  let [fn, sn] = [firstSize - 1n, secondSize - 1n]
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n]
  let [first, second] = [start, start]
  for (const node of rest) {
    if (sn === 0n) return false
    if (fn & 1n || fn === sn) {
      first = hashNode(node, first)
      second = hashNode(node, second)
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n]
    } else {
      second = hashNode(second, node)
    }
    ;[fn, sn] = [fn >> 1n, sn >> 1n]
  }
  return sn === 0n && equal(first, firstRoot) && equal(second, secondRoot)
}
