import { setTimeout as sleep } from 'node:timers/promises'
import { assert, now } from '#lib/core/index.ts'
import { inTransaction, withTransaction } from '#lib/db/index.ts'
import {
  type Edge,
  edgeRoot,
  edgeTiles,
  equal,
  growTiles,
  hashLeaf,
  signCheckpoint,
} from '#lib/tlog/index.ts'
import { ledgerSigner, type SignerSource } from './signer.ts'
import {
  deletePending,
  findCheckpoint,
  findLastPending,
  insertCheckpoint,
  insertLeaves,
  isPending,
  listPending,
  lockSequencer,
  readTiles,
  type StoredCheckpoint,
  writeTiles,
} from './store.ts'

/** Most entries in one transaction. */
export const BATCH = 2_048
const RETRY_MS = 5

/**
 * Gives the entries that have waited longest their place in the tree and publishes the checkpoint that covers
 * them. Returns how many; 0 too when another process is at it. There is no recovery apart from this: after a
 * crash at any line, the same call finds the world as it was and does it again.
 */
export async function sequenceBatch(source: SignerSource = ledgerSigner): Promise<number> {
  const signer = await source()
  return withTransaction(async () => {
    // One sequencer at a time, of all processes. The lock goes with the transaction, and with a lost connection.
    if (!(await lockSequencer())) return 0
    const latest = await findCheckpoint()
    const pending = await listPending(BATCH)
    if (latest && pending.length === 0) return 0

    // The old tree must still be what we signed: else we would sign two trees that contradict each other.
    const edge = await readEdge(latest)
    const hashes = pending.map(({ leaf }) => hashLeaf(leaf))
    const tree = growTiles(latest?.size ?? 0n, edge, hashes)

    // Crash here: nothing was written. The entries are durable since their act, and still pending.
    await insertLeaves(latest?.size ?? 0n, pending, hashes)
    // Crash here, or at any line below: PostgreSQL forgets the places, so nobody ever saw them, and the entries
    // are still pending. They may get other places next time; no place was promised.
    await writeTiles(tree.tiles)
    // Crash here: the tiles are as narrow as the last checkpoint needs.
    await deletePending(pending)
    // Crash here: the queue is as it was.
    const [root, signedAt] = [await edgeRoot(tree), now()]
    const note = await signCheckpoint(tree.size, root, signer)
    // Crash here: a note was signed that nobody saw. It isn't a promise broken: it left this process nowhere.
    await insertCheckpoint({ size: tree.size, root, note, signedAt })
    // Commit makes places, tiles, queue and checkpoint visible at once. Crash right after it: all is done.
    return pending.length
  })
}

/** The right edge of the published tree, checked against the root that we signed. */
async function readEdge(latest: StoredCheckpoint | null): Promise<Edge> {
  if (!latest) return []
  const tiles = await readTiles(edgeTiles(latest.size))
  const edge = tiles.map((hashes) => hashes ?? new Uint8Array())
  const root = await edgeRoot({ size: latest.size, edge }).catch(() => new Uint8Array())
  if (equal(root, latest.root)) return edge
  throw new Error(
    'The ledger’s tiles do not give its last signed root. Nothing more is signed until they do.',
  )
}

/** Sequences whatever is pending now; when it returns, all of that is published, by us or by another process. */
export async function sequenceNow(source: SignerSource = ledgerSigner): Promise<void> {
  assert(!inTransaction(), 'entries are sequenced after the transaction that appends them')
  const last = await findLastPending()
  do {
    const sequenced = await sequenceBatch(source)
    if (!last) return
    if (sequenced === 0) await sleep(RETRY_MS)
  } while (await isPending(last.entrySeq))
}
