import type { AccountId, DeviceId, OccupancyId } from '#lib/core/index.ts'

/** What can be linked, as the screen names it. */
export const deviceKinds = {
  vehicle: 'Electric car',
  charger: 'Charger',
  'heat-pump': 'Heat pump',
} as const

export type DeviceKind = keyof typeof deviceKinds

/** A car, charger or heat pump, and whose it was: [ownedFrom, ownedUntil). */
export interface Device {
  id: DeviceId
  accountId: AccountId
  /** The home that it belongs to */
  occupancyId: OccupancyId | null
  kind: DeviceKind
  /** What its owner calls it */
  label: string
  make: string
  model: string
  ownedFrom: Date
  ownedUntil: Date | null
  demo: boolean
}
