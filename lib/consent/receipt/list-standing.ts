import type { ConsumerActor } from '#lib/core/index.ts'
import { findStandingIds, findTold } from './store.ts'
import { describeAll, type Told } from './told.ts'

/** What stands for somebody, as messages say it. */
export const listStanding = async ({ accountId }: ConsumerActor): Promise<Told[]> =>
  describeAll(await findTold(await findStandingIds(accountId)))
