import { type AccountId, AppError, newId, type SupplyPointId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { findOverlap, insertOccupancy, lockSupplyPoint } from './store.ts'
import type { Occupancy, OccupancyLevel } from './supply-point.ts'

export interface StartOccupancyInput {
  accountId: AccountId
  supplyPointId: SupplyPointId
  startsAt: Date
  level: OccupancyLevel
  /** How it was shown that they live there, e.g. `bill-reference` */
  method: string
}

/**
 * Somebody lives at a supply point from `startsAt` on; its ledger entry is appended in the same transaction.
 * Several people may live there at once, but nobody twice: that throws `conflict`.
 */
export function startOccupancy(input: StartOccupancyInput): Promise<Occupancy> {
  return withTransaction(async () => {
    if (!(await lockSupplyPoint(input.supplyPointId))) {
      throw new AppError('not_found', 'no-such-supply-point', 'There is no such supply point.')
    }
    if (await findOverlap(input.accountId, input.supplyPointId, input.startsAt)) {
      throw new AppError('conflict', 'occupancy-overlaps', 'You live there already, in our records.')
    }
    const occupancy: Occupancy = { ...input, id: newId('occupancy'), endsAt: null }
    await insertOccupancy(occupancy)
    await appendEntry({ type: 'occupancy.started', occupancy: occupancy.id }, privatePart(occupancy))
    return occupancy
  })
}

function privatePart({ accountId, supplyPointId, startsAt, level, method }: Occupancy) {
  return { account: accountId, supplyPoint: supplyPointId, startsAt: startsAt.toISOString(), level, method }
}
