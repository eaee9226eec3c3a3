import { endTenancy, withdrawConsent } from '#lib/consent/index.ts'
import { AppError, type ConsumerActor, now, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { endOccupancy, settlementDayAfter, settlementDayStart } from '#lib/energy/index.ts'
import { findStandingArrangements } from './store.ts'

export interface MoveOutInput {
  occupancyId: OccupancyId
  /** The last day on which they live there; a settlement date */
  lastDay: string
  /** Whether every connection of this home stops now, and not with the move */
  stopNow: boolean
}

/** No date further ahead than anybody knows it. */
const MOST_AHEAD_MS = 366 * 86_400_000

/**
 * The consumer says when they move out (T1). Nothing of after that day is shown or leaves, from that midnight on; the
 * connections of the home end with it, or at once if they want that. Their own past stays theirs (T6).
 */
export function moveOut(actor: ConsumerActor, input: MoveOutInput): Promise<void> {
  return withTransaction(async () => {
    const endsAt = new Date(settlementDayStart(settlementDayAfter(input.lastDay)))
    if (endsAt.getTime() > now().getTime() + MOST_AHEAD_MS)
      throw new AppError('invalid', 'move-out-too-far', 'Choose a day within a year.')
    const { accountId } = actor
    await endOccupancy({ accountId, occupancyId: input.occupancyId, endsAt })
    if (input.stopNow)
      for (const arrangementId of await findStandingArrangements(input.occupancyId))
        await withdrawConsent(actor, arrangementId)
    if (endsAt <= now()) await endTenancy(input.occupancyId)
  })
}
