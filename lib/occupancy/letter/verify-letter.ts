import { timingSafeEqual } from 'node:crypto'
import { now } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { hashGiven } from '../evidence.ts'
import { LETTER_TRIES } from '../rules.ts'
import { type OccupancyVerifier, refused } from '../verifier.ts'
import { readCode } from './letter-code.ts'
import { closeLetters, countTry, lockOpenLetter } from './store.ts'

/** The code of a letter that came to the home. Nobody prints letters for a real node yet, so the demo alone offers it. */
export const letter: OccupancyVerifier = {
  method: 'letter',
  shows: 'possession',
  fields: ['code'],

  async offers({ demo }) {
    return demo && env().mode === 'demo'
  },

  async judge({ occupancyId }, given) {
    const code = readCode(given.code ?? '')
    const open = await lockOpenLetter(occupancyId)
    if (!open) return refused('nothing-to-compare')
    if (open.expiresAt <= now()) {
      await closeLetters(occupancyId)
      return refused('run-out')
    }
    if (!code) return refused('not-readable')
    if (timingSafeEqual(open.codeHash, await hashGiven('letter', occupancyId, code))) {
      await closeLetters(occupancyId)
      return { accepted: true }
    }
    await countTry(open.id)
    if (open.tries + 1 < LETTER_TRIES) return refused('no-match')
    await closeLetters(occupancyId)
    return refused('run-out')
  },
}
