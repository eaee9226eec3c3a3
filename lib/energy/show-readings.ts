import { type AccountId, AppError, type OccupancyId } from '#lib/core/index.ts'
import { opensGranularity } from './level.ts'
import { type Granularity, type ReadingSeries, readSeries } from './read-series.ts'
import type { ReadingWindow } from './reading-window.ts'
import { findReadings } from './store.ts'

/**
 * Somebody's own readings, of the time that they live or lived there, as far as they proved it. Finer ones than their
 * proof opens are `forbidden`. Not for recipients: those go by `lib/disclosure`.
 */
export async function showReadings(
  accountId: AccountId,
  occupancyId: OccupancyId,
  window: ReadingWindow,
  granularity: Granularity,
): Promise<ReadingSeries> {
  const stored = await findReadings(accountId, occupancyId, window)
  if (!stored) throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  if (stored.level > 0 && !opensGranularity(stored.level, granularity)) {
    throw new AppError('forbidden', 'proof-too-weak', 'Prove that you live there to see every half hour.')
  }
  return readSeries(occupancyId, stored, granularity)
}
