import { AppError } from '#lib/core/index.ts'
import { printProof, proveInclusion, readFromTiles } from '#lib/tlog/index.ts'
import { findCheckpoint, readTiles } from './store.ts'

/**
 * Proof that the entry at `index` is in the ledger, against the latest checkpoint: a text to keep, that anybody
 * can check offline with the entry and the ledger's key (c2sp.org/tlog-proof).
 * @throws AppError not_found when there is no such entry yet
 */
export async function proveEntry(index: bigint): Promise<string> {
  const latest = await findCheckpoint()
  if (!latest || index < 0n || index >= latest.size) {
    throw new AppError('not_found', 'no-such-entry', 'There is no such entry in the ledger.')
  }
  const read = readFromTiles(latest.size, async (tiles) =>
    (await readTiles(tiles)).map((hashes) => hashes ?? new Uint8Array()),
  )
  const inclusion = await proveInclusion(index, latest.size, read)
  return printProof({ index, inclusion, checkpoint: latest.note })
}
