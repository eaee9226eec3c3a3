import type { ConsumerActor, OccupancyId } from '#lib/core/index.ts'
import type { ReadingWindow } from '../reading-window.ts'
import type { ChargingSession } from './session.ts'
import { findSessions } from './store.ts'

/** When a consumer's own car was charged at a home, while they lived there. Nobody else in the home sees it. */
export const listCharging = (
  { accountId }: ConsumerActor,
  occupancyId: OccupancyId,
  window: ReadingWindow,
): Promise<ChargingSession[]> => findSessions(accountId, occupancyId, window)
