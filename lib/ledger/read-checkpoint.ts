import { parseCheckpoint, parseNote, toBase64 } from '#lib/tlog/index.ts'
import { findCheckpoint } from './store.ts'

export interface PublishedCheckpoint {
  origin: string
  /** How many entries it covers */
  size: bigint
  /** base64, as in the note */
  root: string
  /** The signed note, word for word */
  note: string
  signedAt: Date
}

/** The latest checkpoint; undefined before the sequencer first ran. */
export async function readCheckpoint(): Promise<PublishedCheckpoint | undefined> {
  const latest = await findCheckpoint()
  if (!latest) return undefined
  const { origin } = parseCheckpoint(parseNote(latest.note).text)
  return {
    origin,
    size: latest.size,
    root: toBase64(latest.root),
    note: latest.note,
    signedAt: latest.signedAt,
  }
}
