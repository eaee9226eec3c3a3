import { demand, fromBase64, parseUint64, toBase64 } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import { HASH_SIZE, hashLeaf } from './hash.ts'
import { parseNote } from './note.ts'
import type { VerifierKey } from './verifier-key.ts'
import { verifyInclusion } from './verify-inclusion.ts'

/** That an entry is in a log, in a form that can be kept and checked offline (c2sp.org/tlog-proof). */
export interface Proof {
  index: bigint
  inclusion: readonly Uint8Array[]
  /** The signed checkpoint, word for word */
  checkpoint: string
}

const HEAD = 'c2sp.org/tlog-proof@v1'

export function printProof({ index, inclusion, checkpoint }: Proof): string {
  return [HEAD, `index ${index}`, ...inclusion.map(toBase64), '', checkpoint].join('\n')
}

/** The inverse of `printProof`. Extra data, which nothing vouches for, is refused. */
export function parseProof(text: string): Proof {
  const end = text.indexOf('\n\n')
  const [head, index, ...inclusion] = text.slice(0, Math.max(end, 0)).split('\n')
  demand(head === HEAD && index !== undefined && index.startsWith('index '), 'Expected a tlog-proof.')
  const checkpoint = text.slice(end + 2)
  parseNote(checkpoint)
  const proof = { index: parseUint64(index.slice(6)), inclusion: inclusion.map(fromBase64), checkpoint }
  demand(
    proof.inclusion.every(({ length }) => length === HASH_SIZE),
    'A proof consists of SHA-256 hashes.',
  )
  return proof
}

/** Whether the proof shows that exactly this entry is in the log of this key. */
export async function verifyProof(text: string, entry: Uint8Array, key: VerifierKey): Promise<boolean> {
  const { index, inclusion, checkpoint } = parseProof(text)
  const { size, root } = await openCheckpoint(checkpoint, key)
  return verifyInclusion({ index, size, leafHash: hashLeaf(entry), root, proof: inclusion })
}
