import type { OccupancyId } from '#lib/core/index.ts'
import { findAcceptedSince } from './store.ts'
import { verifiers } from './verifiers.ts'

/** Whether it was shown at `since` or later that they are in the home: an older proof says nothing of now. */
export async function provedPossessionSince(occupancyId: OccupancyId, since: Date): Promise<boolean> {
  const methods = await findAcceptedSince(occupancyId, since)
  return methods.some((method) => verifiers[method].shows === 'possession')
}
