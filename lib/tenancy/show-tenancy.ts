import type { ConsumerActor, OccupancyId } from '#lib/core/index.ts'
import { findMeterChanges, findTenancy } from './store.ts'

/** What holders said about a home of the consumer. */
export interface Tenancy {
  /** Somebody says that they moved out: who, from when, and until when they can object; undefined: nobody does */
  held: { by: string; from: Date; disputeUntil: Date } | undefined
  /** Days on which the meter was changed while they lived there: no move, and nothing stops (T7) */
  meterChanges: Date[]
  /** Standing connections that their home is part of */
  connections: number
}

export async function showTenancy({ accountId }: ConsumerActor, occupancyId: OccupancyId): Promise<Tenancy> {
  return {
    ...(await findTenancy(accountId, occupancyId)),
    meterChanges: await findMeterChanges(accountId, occupancyId),
  }
}
