import type { ArrangementId, ConsentId, SupplyPointId } from '#lib/core/index.ts'

/** Who asks: the token they hold and the key that they proved to hold (RFC 9449). Hashes only. */
export interface Holder {
  /** SHA-256 of the access token */
  tokenHash: Buffer
  /** JWK thumbprint of the proof's key (RFC 7638) */
  jkt: string
  /** SHA-256 of the proof's identifier, usable once */
  proofHash: Buffer
  /** When the proof could no longer be accepted anyway */
  proofExpiresAt: Date
}

/** Facts about the request that the access history keeps. */
export interface Circumstances {
  /** x-fapi-interaction-id */
  interactionId: string
  /** Whether the recipient says that the consumer is there (x-fapi-customer-ip-address) */
  customerPresent: boolean
}

/** What goes on record before anything leaves. */
export interface DisclosureRecord {
  arrangementId: ArrangementId
  consentId: ConsentId
  supplyPointId: SupplyPointId | null
  permission: string
  granularity: string | null
  periodFrom: Date | null
  periodTo: Date | null
  readings: number
}
