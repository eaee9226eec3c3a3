import type { AccountId, OccupancyId, SupplyPointId } from '#lib/core/index.ts'
import type { Fuel, NumberKind, OccupancyLevel } from '#lib/energy/index.ts'
import type { Method, Shown } from './evidence.ts'

/** A home that somebody says is theirs. */
export interface Claim {
  occupancyId: OccupancyId
  accountId: AccountId
  supplyPointId: SupplyPointId
  number: string
  numberKind: NumberKind
  fuel: Fuel
  demo: boolean
  /** When they say that they moved in */
  startsAt: Date
  /** When the people there last changed, as far as a holder told */
  changedAt: Date | null
  /** What is proved now, from when on it opens readings, and until when it counts; null: it doesn't run out */
  level: OccupancyLevel
  opensAt: Date | null
  verifiedUntil: Date | null
}

export type Refusal =
  /** It doesn't fit what we know */
  | 'no-match'
  /** It isn't what was asked for */
  | 'not-readable'
  /** There is nothing that it could be compared with */
  | 'nothing-to-compare'
  /** What it would be compared with has run out */
  | 'run-out'

/** What a verifier makes of what it was given. */
export type Verdict = { accepted: true; movedIn?: Date } | { accepted: false; reason: Refusal }

/** One way to prove that somebody lives somewhere. It keeps nothing of what it is given. */
export interface OccupancyVerifier {
  readonly method: Method
  readonly shows: Shown
  /** The fields of its form */
  readonly fields: readonly string[]
  /** Whether this node can do it for this home */
  offers(claim: Claim): Promise<boolean>
  /** Judges the fields of its form, inside the transaction that records the outcome */
  judge(claim: Claim, given: Readonly<Record<string, string>>): Promise<Verdict>
}

export const refused = (reason: Refusal): Verdict => ({ accepted: false, reason })
