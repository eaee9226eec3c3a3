import { AppError } from '#lib/core/index.ts'
import { hasty, type KeyUse, rotationOf } from './key-use.ts'
import { inTurn, type Renewal, renewKey } from './renew-key.ts'

/**
 * Announces the next key of a use: published from now on, signing later, while the one before stays published as long
 * as anything lives that it signed. `hurry` is for a key that somebody else may have: one that is announced is brought
 * forward, and the old one goes as soon as the new one surely signs everywhere.
 * @throws AppError conflict `already-announced`, `operator-key-changing`; invalid `does-not-rotate`
 */
export async function rotateKey(use: KeyUse, { hurry = false } = {}): Promise<Renewal> {
  const rotation = rotationOf(use)
  if (!rotation) throw new AppError('invalid', 'does-not-rotate', `The ${use} key stays for good.`)
  return inTurn(use, (turn) => {
    if (turn.announced && !hurry) {
      const when = turn.announced.signsFrom.toISOString()
      throw new AppError('conflict', 'already-announced', `The next ${use} key signs from ${when}.`)
    }
    return renewKey(use, turn, hurry ? hasty : rotation)
  })
}
