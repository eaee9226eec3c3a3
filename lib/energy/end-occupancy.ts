import { type AccountId, AppError, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { lockOccupancy, updateOccupancyEnd } from './store.ts'
import type { Occupancy } from './supply-point.ts'

export interface EndOccupancyInput {
  /** Whose occupancy it must be */
  accountId: AccountId
  occupancyId: OccupancyId
  /** The first instant at which they no longer live there */
  endsAt: Date
}

/**
 * Somebody moves out; its ledger entry is appended in the same transaction. Ending again at the same instant
 * changes nothing; at another one throws `conflict`. Somebody else's occupancy is `not_found`.
 */
export function endOccupancy({ accountId, occupancyId, endsAt }: EndOccupancyInput): Promise<Occupancy> {
  return withTransaction(async () => {
    const occupancy = await lockOccupancy(occupancyId)
    if (occupancy?.accountId !== accountId) {
      throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
    }
    if (occupancy.endsAt?.getTime() === endsAt.getTime()) return occupancy
    if (occupancy.endsAt)
      throw new AppError('conflict', 'occupancy-ended', 'You moved out already, in our records.')
    if (endsAt <= occupancy.startsAt) {
      throw new AppError('invalid', 'occupancy-order', 'Moving out comes after moving in.')
    }
    await updateOccupancyEnd(occupancyId, endsAt)
    await appendEntry(
      { type: 'occupancy.ended', occupancy: occupancyId },
      { account: accountId, supplyPoint: occupancy.supplyPointId, endsAt: endsAt.toISOString() },
    )
    return { ...occupancy, endsAt }
  })
}
