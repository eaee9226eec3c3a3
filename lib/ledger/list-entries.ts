import { toHex } from '#lib/tlog/index.ts'
import { type Entry, type EventType, parseEntry } from './entry.ts'
import { type EntryRow, listLeaves } from './store.ts'

export interface ListedEntry {
  /** Its place in the tree, from 0 */
  index: bigint
  /** Its number among what was appended; may have gaps */
  seq: bigint
  /** Undefined when the stored bytes are no entry: somebody changed them */
  entry: Entry | undefined
  appendedAt: Date
  /** Hex */
  leafHash: string
}

export interface ListEntriesInput {
  /** Only entries with a lower index: the last one of the page before */
  before?: bigint | undefined
  /** At most 500 */
  limit: number
  type?: EventType | undefined
}

const MOST = 500
const NO_END = 2n ** 63n - 1n

/** Published entries, newest first. */
export async function listEntries({
  before = NO_END,
  limit,
  type,
}: ListEntriesInput): Promise<ListedEntry[]> {
  const rows = await listLeaves(before, Math.min(Math.max(limit, 1), MOST), type ?? null)
  return rows.map(({ index, seq, appendedAt, leafHash, leaf }) => ({
    index,
    seq,
    entry: readable(leaf),
    appendedAt,
    leafHash: toHex(leafHash),
  }))
}

function readable(leaf: EntryRow['leaf']): Entry | undefined {
  try {
    return parseEntry(leaf)
  } catch {
    return undefined
  }
}
