import type { ConsumerActor, OccupancyId } from '#lib/core/index.ts'
import type { HeatPumpDay } from './heat-pump-day.ts'
import { findHeatPumpDays } from './store.ts'

/** What a consumer's own heat pump did in a home, on days that they lived there from midnight to midnight. */
export const listHeatPumpDays = (
  { accountId }: ConsumerActor,
  occupancyId: OccupancyId,
  period: { first: string; last: string },
): Promise<HeatPumpDay[]> => findHeatPumpDays(accountId, occupancyId, period)
