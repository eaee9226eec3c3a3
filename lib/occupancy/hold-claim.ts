import { AppError, type ConsumerActor, now, type OccupancyId } from '#lib/core/index.ts'
import { lockClaim } from './store.ts'
import type { Claim } from './verifier.ts'

/**
 * A home that the consumer says is theirs now, held until the transaction ends, with its supply point: tries are counted
 * one after the other. Somebody else's, and one that they left, is `not_found`.
 */
export async function holdClaim(actor: ConsumerActor, occupancyId: OccupancyId): Promise<Claim> {
  const claim = await lockClaim(occupancyId)
  if (claim?.accountId !== actor.accountId || (claim.endsAt && claim.endsAt <= now())) {
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  }
  return claim
}
