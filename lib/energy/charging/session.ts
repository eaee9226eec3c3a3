import type { AccountId, SupplyPointId } from '#lib/core/index.ts'

/** One time that a car was plugged in at a home: a session, as OCPI has it. */
export interface ChargingSession {
  /** Where it was plugged in, in words */
  charger: string
  startsAt: Date
  /** When it was unplugged; null where nobody knows */
  endsAt: Date | null
  energyWh: number
  /** Where the charger says so */
  costPence: number | null
  demo: boolean
}

/** A session as it is stored: whose, at which home, and what it is called where it came from. */
export interface ChargingRow extends ChargingSession {
  accountId: AccountId
  supplyPointId: SupplyPointId
  sourceRef: string
}
