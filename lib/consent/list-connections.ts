import { type ArrangementId, type ConsumerActor, now, nowMs, type SupplyPointId } from '#lib/core/index.ts'
import {
  finestUsage,
  type Granularity,
  granularityOf,
  type PermissionId,
  permissions,
} from '#lib/energy/index.ts'
import type { NoticeType } from './note-for-recipients.ts'
import { type RecipientHold, recipientHold } from './recipient-hold.ts'
import { type Revoker, revokerBehind } from './revoke-consent.ts'
import { type ConsentState, isStanding } from './state.ts'
import { type ConnectionRow, findConnection, findConnections, findSummary, hasWebhook } from './store.ts'
import type { ConsentSummary } from './summary.ts'

/** A connection as the consumer sees it: the arrangement with its latest consent. */
export interface Connection {
  arrangementId: ArrangementId
  recipient: {
    participantId: string
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
  /** The finest readings that are shared; undefined when none are */
  detail: Granularity | undefined
  homes: { supplyPointId: SupplyPointId; address: string; postcode: string; mpanLast4: string }[]
  startedAt: Date
  /** What was agreed before, latest first: until when it stood, and what it said */
  earlier: EarlierVersion[]
  historyFrom: Date
  endsAt: Date
  /** Since when the consumer has it paused */
  pausedAt: Date | null
  endedAt: Date | null
  /** Who ended it, where somebody did */
  endedBy: 'consumer' | Revoker | null
  /** Whether the consumer, stopping, asked to have deleted what was shared; null when they didn't say */
  asksDeletion: boolean | null
  lastUsedAt: Date | null
  /** In force and not used for long: since when; undefined otherwise */
  unusedSince: Date | undefined
  /** What the recipient was to be told last, and when it was */
  notice: { type: NoticeType; madeAt: Date; toldAt: Date | null } | undefined
}

/** With what only its own page says. */
export interface ConnectionDetail extends Connection {
  /** Who else gets the data, as it was shown when they agreed */
  onwardSharing: string[]
  /** Whether the recipient gave an address where it is told of changes */
  canBeTold: boolean
}

export interface EarlierVersion {
  changedAt: Date
  /** Whether the consumer changed it alone, to share less */
  alone: boolean
  /** Permissions in one line each */
  labels: string[]
  homes: string[]
  historyFrom: Date
  endsAt: Date
}

/** What nobody has used for so long may be forgotten: it comes first. */
const LONG_MS = 90 * 86_400_000

/**
 * The consumer's connections: those that were not used for long first, the longest first of all, then the newest.
 * Requests that they refused are not connections.
 */
export async function listConnections(actor: ConsumerActor): Promise<Connection[]> {
  const rows = await findConnections(actor.accountId)
  const connections = rows.flatMap((row) => toConnection(row) ?? [])
  const since = ({ unusedSince }: Connection) => unusedSince?.getTime() ?? Number.POSITIVE_INFINITY
  return connections.toSorted((a, b) => (since(a) === since(b) ? 0 : since(a) - since(b)))
}

/** One of the consumer's connections, or undefined when there is none such. */
export async function showConnection(
  actor: ConsumerActor,
  arrangementId: string,
): Promise<ConnectionDetail | undefined> {
  const row = await findConnection(actor.accountId, arrangementId)
  const connection = row && toConnection(row)
  if (!connection) return undefined
  const summary = (await findSummary(actor.accountId, arrangementId)) as { shown?: ConsentSummary }
  const canBeTold = await hasWebhook(arrangementId)
  return { ...connection, onwardSharing: summary.shown?.onwardSharing ?? [], canBeTold }
}

function toConnection(row: ConnectionRow): Connection | undefined {
  const [consent, ...earlier] = row.consents
  if (!consent || consent.state === 'rejected') return undefined
  const state = endedByNow(consent.state as ConsentState, consent.endsAt)
  const held = consent.permissions as PermissionId[]
  const finest = finestUsage(held)
  const startedAt = (earlier.at(-1) ?? consent).decidedAt
  const lastUsedAt = row.disclosures[0]?.disclosedAt ?? null
  return {
    arrangementId: row.id as ArrangementId,
    recipient: toRecipient(row.product),
    purpose: consent.purposeText,
    state,
    standing: isStanding(state),
    permissions: held.map(toWords),
    detail: finest && granularityOf(finest),
    homes: consent.supplyPoints.map(({ supplyPoint: { id, address, postcode, mpan } }) => ({
      supplyPointId: id as SupplyPointId,
      address,
      postcode,
      mpanLast4: mpan.slice(-4),
    })),
    startedAt,
    earlier: earlier.map((version, i) => toEarlier(version, row.consents[i])),
    historyFrom: consent.historyFrom,
    endsAt: consent.endsAt,
    pausedAt: state === 'paused' ? consent.heldAt : null,
    endedAt: consent.endedAt,
    endedBy: state === 'withdrawn' ? 'consumer' : revokerBehind(consent.endReason),
    asksDeletion: consent.asksDeletion,
    lastUsedAt,
    unusedSince: state === 'active' ? whenLongAgo(lastUsedAt ?? startedAt) : undefined,
    notice: row.notice as Connection['notice'],
  }
}

function toRecipient(product: ConnectionRow['product']): Connection['recipient'] {
  const { participant, name, logo } = product
  return {
    participantId: participant.id,
    name,
    logo,
    tradingName: participant.tradingName,
    legalName: participant.legalName,
    registerNumber: participant.registerNumber,
    privacyUrl: participant.privacyUrl,
    phone: participant.contactPhone,
    hold: recipientHold(product),
  }
}

type Version = ConnectionRow['consents'][number]

const toEarlier = (version: Version, next: Version | undefined): EarlierVersion => ({
  changedAt: version.endedAt ?? version.decidedAt,
  alone: Boolean(next?.narrowsId),
  labels: version.permissions.map((id) => permissions[id as PermissionId].label),
  homes: version.supplyPoints.map(({ supplyPoint }) => supplyPoint.address),
  historyFrom: version.historyFrom,
  endsAt: version.endsAt,
})

const toWords = (id: PermissionId) => {
  const { cluster, lines, reveals } = permissions[id]
  return { permission: id, heading: cluster, lines: [...lines], reveals }
}

const whenLongAgo = (date: Date): Date | undefined => (nowMs() - date.getTime() > LONG_MS ? date : undefined)

/** A consent past its date has ended, even in the minute before that is recorded. */
const endedByNow = (state: ConsentState, endsAt: Date): ConsentState =>
  isStanding(state) && endsAt <= now() ? 'expired' : state
