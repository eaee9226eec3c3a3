import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { permissions } from '#lib/energy/index.ts'
import type { Purpose, SoftwareProduct } from '#lib/register/index.ts'
import type { ConsentRequest } from './request.ts'

/** Everything a consent page says, as data: what is stored is what was shown (ICO: record what they were told). */
export interface ConsentSummary {
  version: 1
  locale: 'en-GB'
  recipient: {
    product: string
    tradingName: string
    legalName: string
    registerNumber: string
    verified: boolean
    website: string
    privacyUrl: string
    phone: string
  }
  purpose: string
  clusters: { permission: string; heading: string; lines: string[]; reveals: string }[]
  notShared: string[]
  historyFrom: string
  until: string
  onwardSharing: string[]
  /** Origin of the address to which the browser goes back; null when a device asked, which needs no browser */
  returnsTo: string | null
}

const NOT_SHARED = [
  'They cannot switch your supplier or change your tariff.',
  'They cannot control your devices, your heating or your car.',
  'They do not get your name, your full address, your bills or your payment details from us.',
]

/** Says what `product` asks for, in the words of the permission registry. */
export function summarise(
  request: ConsentRequest,
  purpose: Purpose,
  product: SoftwareProduct,
  redirectUri: string | undefined,
): ConsentSummary {
  const { participant } = product
  return {
    version: 1,
    locale: 'en-GB',
    recipient: {
      product: product.name,
      tradingName: participant.tradingName,
      legalName: participant.legalName,
      registerNumber: participant.registerNumber,
      verified: participant.status === 'active',
      website: participant.website,
      privacyUrl: participant.privacyUrl,
      phone: participant.contactPhone,
    },
    purpose: purpose.text,
    clusters: request.datatypes.map((id) => ({ permission: id, ...pickWords(id) })),
    notShared: NOT_SHARED,
    historyFrom: request.history.from,
    until: request.access.until,
    onwardSharing: product.onwardSharing,
    returnsTo: redirectUri ? new URL(redirectUri).origin : null,
  }
}

function pickWords(id: ConsentRequest['datatypes'][number]) {
  const { cluster, lines, reveals } = permissions[id]
  return { heading: cluster, lines: [...lines], reveals }
}

/** SHA-256 of the canonical JSON (RFC 8785) of what was shown and what was decided. */
export function hashSummary(summary: object): Buffer {
  return createHash('sha256')
    .update(canonicalize(summary) ?? '')
    .digest()
}
