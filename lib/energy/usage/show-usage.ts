import { AppError, type ConsumerActor, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { opensGranularity } from '../level.ts'
import type { ReadingWindow, StoredReadings } from '../reading-window.ts'
import { settlementDateOf } from '../settlement-day.ts'
import { findReadings } from '../store.ts'
import { toUsageDays, type UsageDay } from './usage-day.ts'

/**
 * Somebody's own use of electricity: every day of the window that is over or has begun, and on which they lived there.
 * Days without readings are there too, except today. Throws `not_found` when it is no home of
 * theirs, or they have not proved enough about it for half hours.
 */
export async function showUsage(
  { accountId }: ConsumerActor,
  occupancyId: OccupancyId,
  window: ReadingWindow,
): Promise<UsageDay[]> {
  const stored = await findReadings(accountId, occupancyId, window)
  if (!stored || !opensGranularity(stored.level, 'PT30M'))
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  return daysSoFar(stored)
}

/** Whole days of what is stored, without those to come. */
export function daysSoFar(stored: StoredReadings): UsageDay[] {
  const toMs = Math.min(stored.toMs, nowMs())
  if (toMs <= stored.fromMs) return []
  const today = settlementDateOf(nowMs())
  return toUsageDays({ ...stored, toMs }).filter(
    ({ settlementDate, readings }) => settlementDate !== today || readings > 0,
  )
}
