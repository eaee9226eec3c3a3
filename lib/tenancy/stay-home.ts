import { reinstateAfterTenancy } from '#lib/consent/index.ts'
import { AppError, type ConsumerActor, now, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { provedPossessionSince } from '#lib/occupancy/index.ts'
import { disputeEffects, findOpenEffects, forgetFlags, lockOwner, updateHeldFrom } from './store.ts'

export type StayOutcome = 'restored' | 'prove-first' | 'not-held' | 'too-late'

/**
 * "I still live here" (T3): within the time for it, and after showing anew that they are in the home, everything that a
 * change of tenancy held goes on as it was, and what was missed meanwhile can be read. Until then nothing.
 */
export function stayHome(actor: ConsumerActor, occupancyId: OccupancyId): Promise<StayOutcome> {
  return withTransaction(async () => {
    if ((await lockOwner(occupancyId)) !== actor.accountId)
      throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
    const effects = await findOpenEffects(occupancyId)
    if (effects.length === 0) return 'not-held'
    if (effects.some(({ disputeUntil }) => disputeUntil <= now())) return 'too-late'
    const told = new Date(Math.max(...effects.map(({ receivedAt }) => receivedAt.getTime())))
    if (!(await provedPossessionSince(occupancyId, told))) return 'prove-first'
    await disputeEffects(occupancyId, now())
    await updateHeldFrom(occupancyId)
    await forgetFlags(occupancyId)
    await reinstateAfterTenancy(occupancyId)
    await appendEntry({ type: 'occupancy.restored', occupancy: occupancyId }, { account: actor.accountId })
    return 'restored'
  })
}
