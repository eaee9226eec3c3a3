import { Temporal } from 'temporal-polyfill'
import { type AccountId, AppError, newId, nowMs, type SupplyPointId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { TIME_ZONE } from './settlement-day.ts'
import { findOverlap, insertOccupancy, lockSupplyPoint } from './store.ts'
import type { Occupancy, OccupancyLevel } from './supply-point.ts'

export interface StartOccupancyInput {
  accountId: AccountId
  supplyPointId: SupplyPointId
  startsAt: Date
  level: OccupancyLevel
  /** How it was shown that they live there, e.g. `meter-reading` */
  method: string
}

/** How long a proof counts. That of the demo's own households doesn't run out. */
const PROOF_MONTHS = 12

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
    const occupancy: Occupancy = { ...input, ...firstProof(input), id: newId('occupancy'), endsAt: null }
    await insertOccupancy(occupancy)
    await appendEntry({ type: 'occupancy.started', occupancy: occupancy.id }, privatePart(occupancy))
    return occupancy
  })
}

/** Whoever vouches for a level when it starts vouches for the day of moving in too. */
function firstProof({ level, method, startsAt }: StartOccupancyInput) {
  if (level === 0) return { opensAt: null, verifiedUntil: null }
  return { opensAt: startsAt, verifiedUntil: method === 'demo' ? null : proofEnds(nowMs()) }
}

/** Until when a proof counts that is given at `atMs`. */
export const proofEnds = (atMs: number): Date =>
  new Date(
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(TIME_ZONE).add({ months: PROOF_MONTHS })
      .epochMilliseconds,
  )

function privatePart({ accountId, supplyPointId, startsAt, level, method }: Occupancy) {
  return { account: accountId, supplyPoint: supplyPointId, startsAt: startsAt.toISOString(), level, method }
}
