import { AppError, type ConsumerActor, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { DAY_MS, type SupplyNumber, settlementDayStart, startOccupancy } from '#lib/energy/index.ts'
import { hashGiven } from './evidence.ts'
import { CLAIMS, CLAIMS_OF_NUMBER } from './rules.ts'
import { countRefusedClaims, countRefusedNumber, findByNumber, insertEvidence, lockTries } from './store.ts'

export interface ClaimHomeInput {
  number: SupplyNumber
  /** As `parsePostcode` writes it */
  postcode: string
  /** Settlement date; not in the future */
  movedIn: string
}

export type ClaimOutcome =
  | { occupancyId: OccupancyId }
  /** There is no such meter, or it is not at this postcode: which, nobody learns */
  | { fault: 'not-found' | 'too-many' | 'added-already' }

/**
 * The consumer says where they live, by a meter number and its postcode. That alone opens nothing (O0). A meter that we
 * don't know and one at another postcode get the same answer, by the same statements.
 */
export async function claimHome(actor: ConsumerActor, input: ClaimHomeInput): Promise<ClaimOutcome> {
  try {
    return await withTransaction(() => claim(actor, input))
  } catch (error) {
    if (error instanceof AppError && error.reason === 'occupancy-overlaps') return { fault: 'added-already' }
    throw error
  }
}

async function claim({ accountId }: ConsumerActor, input: ClaimHomeInput): Promise<ClaimOutcome> {
  const hash = await hashGiven('number', input.number.digits)
  await lockTries(accountId, hash)
  const since = new Date(nowMs() - DAY_MS)
  const [theirs, ofNumber] = [
    await countRefusedClaims(accountId, since),
    await countRefusedNumber(hash, since),
  ]
  if (theirs >= CLAIMS || ofNumber >= CLAIMS_OF_NUMBER) return { fault: 'too-many' }
  const found = await findByNumber(input.number)
  if (found?.postcode !== input.postcode) {
    await insertEvidence({ accountId, method: 'address', outcome: 'refused', hash })
    return { fault: 'not-found' }
  }
  const startsAt = new Date(settlementDayStart(input.movedIn))
  const started = await startOccupancy({
    accountId,
    supplyPointId: found.id,
    startsAt,
    level: 0,
    method: 'address',
  })
  await insertEvidence({
    accountId,
    occupancyId: started.id,
    method: 'address',
    outcome: 'accepted',
    hash,
    level: 0,
  })
  return { occupancyId: started.id }
}
