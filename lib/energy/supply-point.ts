import type { AccountId, OccupancyId, SupplyPointId } from '#lib/core/index.ts'
import type { Mpan } from './mpan.ts'
import type { Mprn } from './mprn.ts'
import type { NumberKind } from './supply-number.ts'

export type Fuel = 'electricity' | 'gas'

/** A point where electricity or gas is measured. */
export interface SupplyPoint {
  id: SupplyPointId
  /** Its number in the reading tables; for `writeReadings` only, never shown */
  key: number
  /** Its number: an MPAN, or of gas an MPRN */
  mpan: Mpan | Mprn
  numberKind: NumberKind
  fuel: Fuel
  address: string
  postcode: string
  /** GSP group such as `_C`, where known */
  gspGroup: string | null
  /** Where it came from, e.g. `lcl:MAC000002`; unique */
  sourceRef: string | null
  demo: boolean
}

/** Who lived where: [startsAt, endsAt), with the strength of the proof (O0 to O3) and how it was given. */
export interface Occupancy {
  id: OccupancyId
  accountId: AccountId
  supplyPointId: SupplyPointId
  startsAt: Date
  endsAt: Date | null
  level: OccupancyLevel
  method: string
  /** From when on readings are shown, as far as it was proved; null until something was */
  opensAt: Date | null
  /** Until when the proof counts; null: it doesn't run out */
  verifiedUntil: Date | null
}

/** 0 typed by anybody; 1 address matches; 2 possession shown now; 3 asserted by the supplier. */
export type OccupancyLevel = 0 | 1 | 2 | 3
