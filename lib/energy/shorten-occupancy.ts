import { AppError, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { lockOccupancy, updateOccupancyEnd } from './store.ts'

/** A data holder says that somebody moved out at `at`, and nobody objected. One that ended sooner stays as it is. */
export function shortenOccupancy(occupancyId: OccupancyId, at: Date): Promise<void> {
  return withTransaction(async () => {
    const occupancy = await lockOccupancy(occupancyId)
    if (!occupancy) throw new AppError('not_found', 'no-such-occupancy', 'There is no such home.')
    if (occupancy.endsAt && occupancy.endsAt <= at) return
    await updateOccupancyEnd(occupancyId, at)
    await appendEntry(
      { type: 'occupancy.ended', occupancy: occupancyId },
      { account: occupancy.accountId, supplyPoint: occupancy.supplyPointId, endsAt: at.toISOString() },
    )
  })
}
