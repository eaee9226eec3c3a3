import { env } from '#lib/env.ts'
import type { Participant, Purpose, SoftwareProduct } from '../participant.ts'
import { isReason, reasons } from '../status/reason.ts'
import { listRegister, type RegisterRow } from './store.ts'

/** Why a status is what it is. */
export interface PublicReason {
  code: string
  text: string
  sentence: string
  since: string
}

/** What everybody may read of a software product. Its status is the one in effect. */
export interface PublicProduct
  extends Pick<SoftwareProduct, 'id' | 'clientId' | 'name' | 'description' | 'status'> {
  reason?: PublicReason
  permissions: string[]
  purposes: Purpose[]
  onwardSharing: string[]
  /** Where its logo is, if it has one */
  logo?: string
}

/** What everybody may read of a participant. */
export interface PublicParticipant
  extends Pick<
    Participant,
    'id' | 'registerNumber' | 'legalName' | 'tradingName' | 'roles' | 'status' | 'website' | 'privacyUrl'
  > {
  reason?: PublicReason
  contact: { email: string; phone: string }
  products: PublicProduct[]
}

/** The register as anybody may read it: who takes part, as what, and whether now. It names organisations, never people. */
export interface PublicRegister {
  version: 1
  issuer: string
  participants: PublicParticipant[]
}

/** Everybody who is or ever was in the register, by trading name. */
export async function describeRegister(): Promise<PublicRegister> {
  const rows = await listRegister()
  return { version: 1, issuer: env().issuer, participants: rows.map(toPublic) }
}

function toPublic({
  products,
  events,
  contactEmail,
  contactPhone,
  ...participant
}: RegisterRow): PublicParticipant {
  const reason = toReason(participant.status, events)
  return {
    ...participant,
    ...(reason && { reason }),
    contact: { email: contactEmail, phone: contactPhone },
    products: products.map((product) => toPublicProduct(product, participant.status)),
  }
}

function toPublicProduct(
  { events, logo, status, ...product }: RegisterRow['products'][number],
  owner: Participant['status'],
): PublicProduct {
  const reason = toReason(status, events)
  // Suspended, so inactive (CDR): the product's own status comes back with its organisation's.
  const effective = status === 'active' && owner !== 'active' ? 'inactive' : status
  return {
    ...product,
    status: effective,
    ...(reason && { reason }),
    ...(logo && { logo: `${env().issuer}/register/logos/${logo}.png` }),
  }
}

function toReason(status: string, [last]: RegisterRow['events']): PublicReason | undefined {
  if (status === 'active' || !last || !isReason(last.reason)) return undefined
  const { label } = reasons[last.reason]
  return {
    code: last.reason,
    text: label,
    sentence: last.sentence ?? '',
    since: last.happenedAt.toISOString(),
  }
}
