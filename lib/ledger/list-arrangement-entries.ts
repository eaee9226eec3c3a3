import type { ArrangementId } from '#lib/core/index.ts'
import { fromUtf8 } from '#lib/tlog/index.ts'
import { type Entry, parseEntry } from './entry.ts'
import { findByArrangement } from './store.ts'

export interface ArrangementEntry {
  /** Its place in the tree; null in the moment before it has one */
  index: bigint | null
  entry: Entry
  /** The bytes that are hashed, as text */
  leaf: string
}

/** All that the ledger says of one arrangement, oldest first. */
export async function listArrangementEntries(arrangement: ArrangementId): Promise<ArrangementEntry[]> {
  const rows = await findByArrangement(arrangement)
  return rows.map(({ index, leaf }) => ({ index, entry: parseEntry(leaf), leaf: fromUtf8(leaf) }))
}
