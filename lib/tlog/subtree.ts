/** Leaves [start, end) of a tree: the part below one node, complete or ragged on its right. */
export interface Range {
  start: bigint
  end: bigint
}

/** A complete subtree: leaves [index * 2^height, (index + 1) * 2^height). Its hash never changes. */
export interface Subtree {
  height: number
  index: bigint
}

/** Height of the tallest complete tree that fits into `leaves`. */
const heightWithin = (leaves: bigint): number => leaves.toString(2).length - 1

/** Where RFC 9162 splits a list of n > 1: the largest power of two smaller than n. */
const splitPoint = (n: bigint): bigint => 1n << BigInt(heightWithin(n - 1n))

/** The complete subtrees that a node's range consists of, left to right. */
export function cover({ start, end }: Range): Subtree[] {
  const found: Subtree[] = []
  for (let at = start; at < end; ) {
    const height = heightWithin(end - at)
    found.push({ height, index: at >> BigInt(height) })
    at += 1n << BigInt(height)
  }
  return found
}

/** The nodes of an inclusion proof, from the leaf up (RFC 9162 section 2.1.3.1). */
export function inclusionRanges(index: bigint, size: bigint): Range[] {
  const down: Range[] = []
  let [start, end] = [0n, size]
  while (end - start > 1n) {
    const middle = start + splitPoint(end - start)
    if (index < middle) {
      down.push({ start: middle, end })
      end = middle
    } else {
      down.push({ start, end: middle })
      start = middle
    }
  }
  return down.reverse()
}

/** The nodes of a consistency proof between two sizes, 0 < first <= second (RFC 9162 section 2.1.4.1). */
export function consistencyRanges(first: bigint, second: bigint): Range[] {
  const down: Range[] = []
  let [start, end] = [0n, second]
  while (end !== first) {
    const middle = start + splitPoint(end - start)
    if (first <= middle) {
      down.push({ start: middle, end })
      end = middle
    } else {
      down.push({ start, end: middle })
      start = middle
    }
  }
  // When we only ever went left, [start, end) is the whole first tree, whose root the verifier knows.
  if (start !== 0n) down.push({ start, end })
  return down.reverse()
}
