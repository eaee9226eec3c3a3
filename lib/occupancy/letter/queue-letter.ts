import { AppError, type ConsumerActor, now, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { DAY_MS } from '#lib/energy/index.ts'
import { hashGiven } from '../evidence.ts'
import { holdClaim } from '../hold-claim.ts'
import { LETTER_DAYS, LETTERS, LETTERS_DAYS } from '../rules.ts'
import { makeCode, sealCode } from './letter-code.ts'
import { closeLetters, countLetters, insertLetter } from './store.ts'
import { letter } from './verify-letter.ts'

/**
 * Puts a letter with a new code into the queue, to the address that the industry has for the meter, not one that was
 * typed. What was sent before no longer opens anything. @throws AppError too_many `too-many-letters`
 */
export function queueLetter(actor: ConsumerActor, occupancyId: OccupancyId): Promise<void> {
  return withTransaction(async () => {
    const claim = await holdClaim(actor, occupancyId)
    if (!(await letter.offers(claim)))
      throw new AppError('unavailable', 'no-letters', 'This node sends no letters yet.')
    const since = new Date(nowMs() - LETTERS_DAYS * DAY_MS)
    if ((await countLetters(claim.supplyPointId, since)) >= LETTERS) {
      throw new AppError('too_many', 'too-many-letters', 'Enough letters went to this home for now.')
    }
    await closeLetters(occupancyId)
    const code = makeCode()
    await insertLetter({
      occupancyId,
      codeHash: await hashGiven('letter', occupancyId, code),
      sealedCode: await sealCode(code, occupancyId),
      queuedAt: now(),
      expiresAt: new Date(nowMs() + LETTER_DAYS * DAY_MS),
    })
  })
}
