import { type ArrangementId, type ConsumerActor, now } from '#lib/core/index.ts'
import { type PermissionId, permissions } from '#lib/energy/index.ts'
import { type RecipientHold, recipientHold } from './recipient-hold.ts'
import { type Revoker, revokerBehind } from './revoke-consent.ts'
import { type ConsentState, isStanding } from './state.ts'
import { type ConnectionRow, findConnection, findConnections } from './store.ts'

/** A connection as the consumer sees it: the arrangement with its latest consent. */
export interface Connection {
  arrangementId: ArrangementId
  recipient: {
    name: string
    tradingName: string
    legalName: string
    registerNumber: string
    privacyUrl: string
    phone: string
    /** SHA-256 (hex) of its logo, if it has one */
    logo: string | null
    /** Why it gets nothing at the moment, or ever again; undefined while it may take part */
    hold: RecipientHold | undefined
  }
  purpose: string
  state: ConsentState
  /** Whether data can flow or could again; if not, the connection is past */
  standing: boolean
  permissions: { permission: string; heading: string; lines: string[]; reveals: string }[]
  homes: { address: string; postcode: string; mpanLast4: string }[]
  startedAt: Date
  /** What was agreed before, latest first: until when it stood, and what it said */
  earlier: EarlierVersion[]
  historyFrom: Date
  endsAt: Date
  endedAt: Date | null
  /** Who ended it, where somebody did */
  endedBy: 'consumer' | Revoker | null
  lastUsedAt: Date | null
}

export interface EarlierVersion {
  changedAt: Date
  /** Permissions in one line each */
  labels: string[]
  homes: string[]
  historyFrom: Date
  endsAt: Date
}

/** The consumer's connections, newest first. Requests that they refused are not connections. */
export async function listConnections(actor: ConsumerActor): Promise<Connection[]> {
  const rows = await findConnections(actor.accountId)
  return rows.flatMap((row) => toConnection(row) ?? [])
}

/** One of the consumer's connections, or undefined when there is none such. */
export async function showConnection(
  actor: ConsumerActor,
  arrangementId: string,
): Promise<Connection | undefined> {
  const row = await findConnection(actor.accountId, arrangementId)
  return row && toConnection(row)
}

function toConnection(row: ConnectionRow): Connection | undefined {
  const [consent, ...earlier] = row.consents
  if (!consent || consent.state === 'rejected') return undefined
  const state = endedByNow(consent.state as ConsentState, consent.endsAt)
  const { participant, name, logo } = row.product
  return {
    arrangementId: row.id as ArrangementId,
    recipient: {
      name,
      logo,
      tradingName: participant.tradingName,
      legalName: participant.legalName,
      registerNumber: participant.registerNumber,
      privacyUrl: participant.privacyUrl,
      phone: participant.contactPhone,
      hold: recipientHold(row.product),
    },
    purpose: consent.purposeText,
    state,
    standing: isStanding(state),
    permissions: consent.permissions.map((id) => toWords(id as PermissionId)),
    homes: consent.supplyPoints.map(({ supplyPoint: { address, postcode, mpan } }) => ({
      address,
      postcode,
      mpanLast4: mpan.slice(-4),
    })),
    startedAt: (earlier.at(-1) ?? consent).decidedAt,
    earlier: earlier.map(toEarlier),
    historyFrom: consent.historyFrom,
    endsAt: consent.endsAt,
    endedAt: consent.endedAt,
    endedBy: state === 'withdrawn' ? 'consumer' : revokerBehind(consent.endReason),
    lastUsedAt: row.disclosures[0]?.disclosedAt ?? null,
  }
}

const toEarlier = (consent: ConnectionRow['consents'][number]): EarlierVersion => ({
  changedAt: consent.endedAt ?? consent.decidedAt,
  labels: consent.permissions.map((id) => permissions[id as PermissionId].label),
  homes: consent.supplyPoints.map(({ supplyPoint }) => supplyPoint.address),
  historyFrom: consent.historyFrom,
  endsAt: consent.endsAt,
})

const toWords = (id: PermissionId) => {
  const { cluster, lines, reveals } = permissions[id]
  return { permission: id, heading: cluster, lines: [...lines], reveals }
}

/** A consent past its date has ended, even in the minute before that is recorded. */
const endedByNow = (state: ConsentState, endsAt: Date): ConsentState =>
  isStanding(state) && endsAt <= now() ? 'expired' : state
