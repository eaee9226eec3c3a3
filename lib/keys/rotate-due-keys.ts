import { nowMs, type Repeating, repeat } from '#lib/core/index.ts'
import { type KeyUse, keyUses, type Rotation, rotationOf } from './key-use.ts'
import { previousOperatorKey } from './operator-key.ts'
import { inTurn, renewKey, type Turn } from './renew-key.ts'
import { eraseRetired } from './store.ts'

const HOUR_MS = 60 * 60 * 1000

/** Announces what is due to be renewed, on one process for all, and erases what has been retired for an hour. */
export async function rotateDueKeys(): Promise<void> {
  if (previousOperatorKey()) return
  for (const use of Object.keys(keyUses) as KeyUse[]) {
    const rotation = rotationOf(use)
    if (rotation)
      await inTurn(use, async (turn) => {
        if (isDue(turn, rotation)) await renewKey(use, turn, rotation)
      })
  }
  // Not at once: another process' clock may be behind, and would still publish it.
  await eraseRetired(new Date(nowMs() - HOUR_MS))
}

const isDue = ({ announced, signing }: Turn, { everyMs, announceMs }: Rotation): boolean =>
  !announced && signing !== undefined && nowMs() >= signing.signsFrom.getTime() + everyMs - announceMs

/** Looks every hour until stopped. */
export const startRotation = (onError: (error: unknown) => void): Repeating =>
  repeat(rotateDueKeys, HOUR_MS, onError)
