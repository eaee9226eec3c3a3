import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { type PermissionId, permissions } from '#lib/energy/index.ts'
import type { Purpose, SoftwareProduct } from '#lib/register/index.ts'
import type { Change } from './compare-terms.ts'
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
    /** SHA-256 (hex) of the logo that was shown, if there was one */
    logo?: string
  }
  purpose: string
  clusters: Cluster[]
  notShared: string[]
  historyFrom: string
  until: string
  onwardSharing: string[]
  /** Origin of the address to which the browser goes back; null when a device asked, which needs no browser */
  returnsTo: string | null
  /** What would change of a connection that stands since a settlement date; absent when it would be a new one */
  changes?: { since: string; list: Change[] }
}

export interface Cluster {
  permission: string
  heading: string
  lines: string[]
  reveals: string
  /** How it differs from what stands, where it does */
  mark?: Change['mark']
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
  changes?: ConsentSummary['changes'],
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
      ...(product.logo && { logo: product.logo }),
    },
    purpose: purpose.text,
    clusters: request.datatypes.map((id) => describeCluster(id, changes?.list)),
    notShared: NOT_SHARED,
    historyFrom: request.history.from,
    until: request.access.until,
    onwardSharing: product.onwardSharing,
    returnsTo: redirectUri ? new URL(redirectUri).origin : null,
    ...(changes && { changes }),
  }
}

function describeCluster(id: PermissionId, changes?: Change[]): Cluster {
  const { cluster, lines, reveals } = permissions[id]
  const mark = changes?.find(({ permission }) => permission === id)?.mark
  return { permission: id, heading: cluster, lines: [...lines], reveals, ...(mark && { mark }) }
}

/** SHA-256 of the canonical JSON (RFC 8785) of what was shown and what was decided. */
export function hashSummary(summary: object): Buffer {
  return createHash('sha256')
    .update(canonicalize(summary) ?? '')
    .digest()
}
