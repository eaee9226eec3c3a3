import { demand, fromBase64, parseUint64, toBase64 } from './bytes.ts'
import { HASH_SIZE } from './hash.ts'
import { openNote, type Signer, signNote } from './note.ts'
import type { VerifierKey } from './verifier-key.ts'

/** What a log says of itself at one size (c2sp.org/tlog-checkpoint). We make and accept no extension lines. */
export interface Checkpoint {
  /** The log's name, a URL without scheme, e.g. `consent.example/log` */
  origin: string
  size: bigint
  root: Uint8Array
}

/** The three lines that are signed. */
export function printCheckpoint({ origin, size, root }: Checkpoint): string {
  demand(origin !== '' && !origin.includes('\n'), 'An origin is one line.')
  demand(root.length === HASH_SIZE && size >= 0n, 'A checkpoint has a size and a SHA-256 root.')
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** The inverse of `printCheckpoint`. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, end, ...more] = text.split('\n')
  demand(
    origin && size && root && end === '' && more.length === 0,
    'Expected origin, size and root, a line each.',
  )
  const checkpoint = { origin, size: parseUint64(size), root: fromBase64(root) }
  demand(checkpoint.root.length === HASH_SIZE, 'A root has 32 bytes.')
  return checkpoint
}

/** A checkpoint as a signed note, in the signer's name. */
export const signCheckpoint = (size: bigint, root: Uint8Array, signer: Signer): Promise<string> =>
  signNote(printCheckpoint({ origin: signer.name, size, root }), signer)

/**
 * Reads a signed checkpoint of the log that this key belongs to.
 * @throws MalformedError when it isn't canonical, not signed by this key, or of another log
 */
export async function openCheckpoint(note: string, key: VerifierKey): Promise<Checkpoint> {
  const checkpoint = parseCheckpoint(await openNote(note, key))
  demand(checkpoint.origin === key.name, 'This checkpoint is of another log.')
  return checkpoint
}
