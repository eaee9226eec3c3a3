import { AppError, now, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { lockOccupancy, updateProof } from './store.ts'
import type { Occupancy, OccupancyLevel } from './supply-point.ts'

export interface ProveOccupancyInput {
  occupancyId: OccupancyId
  level: Exclude<OccupancyLevel, 0>
  method: string
  /** From when on readings may be shown, as far as it is proved; never later than what was proved before */
  opensAt: Date
  /** Null: it doesn't run out */
  verifiedUntil: Date | null
}

/** It is proved that somebody lives somewhere; its ledger entry is appended in the same transaction. */
export function proveOccupancy({ occupancyId, ...proof }: ProveOccupancyInput): Promise<Occupancy> {
  return withTransaction(async () => {
    const occupancy = await hold(occupancyId)
    const opensAt = new Date(
      Math.max(
        occupancy.startsAt.getTime(),
        Math.min(proof.opensAt.getTime(), occupancy.opensAt?.getTime() ?? Number.POSITIVE_INFINITY),
      ),
    )
    await updateProof(occupancyId, { ...proof, opensAt, verifiedAt: now() })
    const { level, method } = proof
    await appendEntry({ type: 'occupancy.verified', occupancy: occupancyId, level, method }, {})
    return { ...occupancy, ...proof, opensAt }
  })
}

async function hold(id: OccupancyId): Promise<Occupancy> {
  const occupancy = await lockOccupancy(id)
  if (occupancy) return occupancy
  throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
}
