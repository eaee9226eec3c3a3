import type { ParticipantId, ProductId } from '#lib/core/index.ts'

/** Statuses of the register (the CDR Register's enumerations). */
export type ParticipantStatus = 'active' | 'suspended' | 'revoked' | 'surrendered'
export type ProductStatus = 'active' | 'inactive' | 'removed'
export type ParticipantRole = 'data-holder' | 'data-recipient' | 'regulator' | 'operator'

/** Why a recipient wants data: approved word by word at registration, one sentence of at most 140 characters. */
export interface Purpose {
  code: string
  text: string
}

export interface Participant {
  id: ParticipantId
  legalName: string
  tradingName: string
  registerNumber: string
  roles: ParticipantRole[]
  status: ParticipantStatus
  website: string
  privacyUrl: string
  contactEmail: string
  contactPhone: string
}

/** One app of a data recipient, with the organisation that answers for it. */
export interface SoftwareProduct {
  id: ProductId
  clientId: string
  name: string
  description: string
  status: ProductStatus
  redirectUris: string[]
  /** Public keys of the client (RFC 7517) */
  jwks: { keys: Record<string, unknown>[] }
  /** Permissions that it may ask for */
  permissions: string[]
  purposes: Purpose[]
  /** Who else receives the data; empty means nobody */
  onwardSharing: string[]
  /** What it chose of its OAuth client metadata, by the names of RFC 7591; `lib/oidc` knows which there are */
  clientChoices?: Readonly<Record<string, unknown>>
  /** SHA-256 (hex) of its logo, if it has one */
  logo?: string | null
  participant: Participant
}

/** What somebody decides about when a product is added or changed. */
export type ProductDetails = Omit<SoftwareProduct, 'id' | 'status' | 'participant'>

/** Whether this product may take part right now: itself and its organisation. */
export const mayTakePart = (product: SoftwareProduct): boolean =>
  product.status === 'active' && product.participant.status === 'active'
