import { AppError, assert, nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { stateOf } from './key-state.ts'
import type { KeyUse, Rotation } from './key-use.ts'
import { forgetKeyring } from './keyring.ts'
import { makeKey } from './make-key.ts'
import { previousOperatorKey } from './operator-key.ts'
import { insertKey, listSealedKeys, lockUse, retireOthers, type SealedKey, updateSignsFrom } from './store.ts'

/** The keys of a use that matter to a rotation. */
export interface Turn {
  announced: SealedKey | undefined
  signing: SealedKey | undefined
}

/** What a rotation has set in motion. */
export interface Renewal {
  id: string
  signsFrom: Date
  /** When the one before is no longer published */
  retiresAt: Date
}

/**
 * Does `work` while nobody else, on any process, renews this use. Nothing new is sealed while the operator key
 * changes: a process that knows only the old one couldn't open it.
 */
export async function inTurn<T>(use: KeyUse, work: (turn: Turn) => Promise<T>): Promise<T> {
  if (previousOperatorKey()) {
    const message = 'The operator key is being changed: finish that first (npm run keys -- reseal).'
    throw new AppError('conflict', 'operator-key-changing', message)
  }
  const done = await withTransaction(async () => {
    await lockUse(use)
    const keys = await listSealedKeys(use)
    return work({ announced: find(keys, 'announced'), signing: find(keys, 'signing') })
  })
  forgetKeyring()
  return done
}

/** Announces the next key, or brings one forward that is announced, and says when the one before retires. */
export async function renewKey(use: KeyUse, { announced }: Turn, rotation: Rotation): Promise<Renewal> {
  const earliest = new Date(nowMs() + rotation.announceMs)
  const signsFrom = announced && announced.signsFrom < earliest ? announced.signsFrom : earliest
  const retiresAt = new Date(signsFrom.getTime() + rotation.overlapMs)
  const next = announced ?? (await makeKey(use, signsFrom))
  if (announced) await updateSignsFrom(next.id, signsFrom)
  else await insertKey(next)
  await retireOthers(use, next.id, retiresAt)
  return { id: next.id, signsFrom, retiresAt }
}

function find(keys: SealedKey[], state: 'announced' | 'signing'): SealedKey | undefined {
  const found = keys.filter((key) => stateOf(key, keys, nowMs()) === state)
  assert(found.length <= 1, 'one key of a use is announced at a time, and one signs')
  return found[0]
}
