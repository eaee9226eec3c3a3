import type { ArrangementId, ConsentId, SupplyPointId } from '#lib/core/index.ts'

/** Who asks: the token they hold, and the key that they proved to hold. Hashes only. */
export interface Holder {
  /** SHA-256 of the access token */
  tokenHash: Buffer
  proof: DpopProof | CertificateProof
}

/** A DPoP proof (RFC 9449): of one request, so it works once. */
export interface DpopProof {
  kind: 'dpop'
  /** JWK thumbprint of its key (RFC 7638) */
  jkt: string
  /** SHA-256 of its identifier */
  hash: Buffer
  /** When it could no longer be accepted anyway */
  expiresAt: Date
}

/** A client certificate, whose key the TLS handshake proved (RFC 8705): of a connection, so it works for each request on it. */
export interface CertificateProof {
  kind: 'certificate'
  /** SHA-256 thumbprint of the certificate, base64url (RFC 8705 section 3.1) */
  x5tS256: string
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
