import { equal, fromUtf8, toBase64 } from './bytes.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { FaultFound, type LedgerCheck, type LedgerReport, step } from './ledger-report.ts'
import { recomputeTree } from './recompute-tree.ts'
import { parseVkey, type VerifierKey } from './verifier-key.ts'

export interface VerifyLedgerInput {
  /** Gets `checkpoint` or `tile/...` of the public read side; rejects when it can't */
  fetch: (path: string) => Promise<Uint8Array>
  /** The ledger's key, better known from somewhere else than the ledger */
  vkey: string
  /** A signed checkpoint kept from an earlier time */
  previous?: string | undefined
  /** Reads an entry's content; throws when it has no known form */
  readEntry?: ((entry: Uint8Array, index: bigint) => void) | undefined
  /** Entries verified so far, of how many */
  onProgress?: ((done: bigint, size: bigint) => void) | undefined
}

/**
 * Recomputes a whole ledger from its public read side: every entry, every hash, the root, the signature and,
 * with an earlier checkpoint, that nothing before it was changed. Believes nothing but the key. Reports the
 * first fault rather than throw it. Runs in Node and in browsers.
 */
export async function verifyLedger(input: VerifyLedgerInput): Promise<LedgerReport> {
  const checks: LedgerCheck[] = []
  try {
    return await verify(input, checks)
  } catch (error) {
    if (error instanceof FaultFound) return { ok: false, fault: error.fault, checks }
    throw error
  }
}

async function verify(input: VerifyLedgerInput, checks: LedgerCheck[]): Promise<LedgerReport> {
  const key = await step({ check: 'checkpoint' }, () => parseVkey(input.vkey))
  const bytes = await step({ check: 'reach', path: 'checkpoint' }, () => input.fetch('checkpoint'))
  const note = await step({ check: 'checkpoint', path: 'checkpoint' }, () => fromUtf8(bytes))
  const { origin, size, root } = await step({ check: 'checkpoint', path: 'checkpoint' }, () =>
    openCheckpoint(note, key),
  )
  checks.push('checkpoint')
  const earlier = await openEarlier(input, key, size)
  const { fetch, readEntry, onProgress } = input
  const tree = await recomputeTree({ fetch, size, earlier: earlier?.size, readEntry, onProgress })
  checks.push('entries', ...(readEntry ? (['content'] as const) : []), 'tiles')
  if (!equal(tree.root, root)) {
    throw new FaultFound({ check: 'root', message: 'The entries give another root than the signed one.' })
  }
  checks.push('root')
  if (earlier) {
    if (!tree.earlierRoot || !equal(tree.earlierRoot, earlier.root)) {
      const message = `The first ${earlier.size} entries are not those of the checkpoint that was kept.`
      throw new FaultFound({ check: 'consistency', message })
    }
    checks.push('consistency')
  }
  return { ok: true, origin, size, root: toBase64(root), checks, checkpoint: note }
}

async function openEarlier(
  input: VerifyLedgerInput,
  key: VerifierKey,
  size: bigint,
): Promise<Checkpoint | undefined> {
  const { previous } = input
  if (previous === undefined) return undefined
  const earlier = await step({ check: 'consistency' }, () => openCheckpoint(previous, key))
  if (earlier.size <= size) return earlier
  const message = `The ledger has ${size} entries, fewer than the ${earlier.size} of the checkpoint that was kept.`
  throw new FaultFound({ check: 'consistency', message })
}
