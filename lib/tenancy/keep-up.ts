import { endTenancy } from '#lib/consent/index.ts'
import { now, type OccupancyId, type Repeating, repeat } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { shortenOccupancy } from '#lib/energy/index.ts'
import { settleOccupancy } from './settle-occupancy.ts'
import {
  endEffects,
  findHeldWithConsents,
  findLapsed,
  findLeftWithConsents,
  lockOwner,
  updateHeldFrom,
} from './store.ts'

const EVERY_MS = 60_000

/**
 * Does what falls due: what was told for today is held, what nobody disputed in time has ended, and the connections of
 * whoever moved out end. The read path needs none of it: it compares the instants at every read.
 */
export async function keepUpTenancies(): Promise<void> {
  for (const id of await findHeldWithConsents(now())) await alone(id, () => settleOccupancy(id))
  for (const id of await findLapsed(now())) await alone(id, () => endLapsed(id))
  for (const id of await findLeftWithConsents(now())) await alone(id, () => endTenancy(id))
}

/** One occupancy, locked, in a transaction of its own. */
const alone = (id: OccupancyId, work: () => Promise<unknown>): Promise<void> =>
  withTransaction(async () => {
    await lockOwner(id)
    await work()
  })

/** Nobody said in time that it was wrong: they moved out on the earliest of the dates. */
async function endLapsed(id: OccupancyId): Promise<void> {
  const at = await endEffects(id, now())
  if (!at) return
  await shortenOccupancy(id, at)
  await updateHeldFrom(id)
  await endTenancy(id)
}

/** Every minute, until stopped. */
export const startTenancies = (onError: (error: unknown) => void): Repeating =>
  repeat(keepUpTenancies, EVERY_MS, onError)
