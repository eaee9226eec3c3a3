import { type Repeating, repeat } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry, batchRoot } from '#lib/ledger/index.ts'
import { assignBatch, lockOpenRecords } from './store.ts'

const MOST = 10_000
const EVERY_MS = 60_000

/**
 * Puts the disclosures since the last time on the ledger: how many, and the root of their Merkle tree (RFC 9162
 * section 2.1.1), so that each can be proven and none removed unseen. Returns how many.
 */
export function closeBatch(): Promise<number> {
  return withTransaction(async () => {
    const records = await lockOpenRecords(MOST)
    if (records.length === 0) return 0
    const root = batchRoot(records)
    const seq = await appendEntry({ type: 'disclosures.closed', count: records.length, root }, {})
    await assignBatch(seq, records)
    return records.length
  })
}

/** Closes a batch every minute until stopped, and once more then. */
export function startClosing(onError: (error: unknown) => void): Repeating {
  const closing = repeat(closeBatch, EVERY_MS, onError)
  return {
    stop: async () => {
      await closing.stop()
      await closeBatch().catch(onError)
    },
  }
}
