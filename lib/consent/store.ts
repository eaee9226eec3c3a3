import type {
  AccountId,
  ArrangementId,
  ConsentId,
  OccupancyId,
  ParticipantId,
  ProductId,
  SupplyPointHandle,
  SupplyPointId,
} from '#lib/core/index.ts'
import { now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { type ConsentState, statesBefore } from './state.ts'

export interface NewConsent {
  id: ConsentId
  arrangementId: ArrangementId
  accountId: AccountId
  productId: ProductId
  state: ConsentState
  purposeCode: string
  purposeText: string
  permissions: string[]
  historyFrom: Date
  endsAt: Date
  requestId: string
  requested: object
  requestObject: string | null
  summary: object
  summaryHash: Uint8Array
  supplyPoints: { supplyPointId: SupplyPointId; occupancyId: OccupancyId; handle: SupplyPointHandle }[]
}

/** Waits for whoever else decides the same authorisation request. Held until the transaction ends. */
export async function lockRequest(requestId: string): Promise<void> {
  await db().$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`request:${requestId}`}, 0))`
}

/** The consent that an authorisation request led to, if it was decided already. */
export async function findByRequest(requestId: string) {
  const row = await db().consent.findUnique({
    where: { requestId },
    select: {
      id: true,
      arrangementId: true,
      state: true,
      arrangement: { select: { accountId: true } },
      permissions: true,
      endsAt: true,
      supplyPoints: { select: { handle: true } },
    },
  })
  return row ?? undefined
}

/** Stores a decided consent as the first version of a new arrangement. */
export async function insertConsent({
  supplyPoints,
  accountId,
  productId,
  summaryHash,
  ...consent
}: NewConsent): Promise<void> {
  const decidedAt = now()
  await db().arrangement.create({ data: { id: consent.arrangementId, accountId, productId } })
  await db().consent.create({
    data: {
      ...consent,
      version: 1,
      decidedAt,
      summaryHash: Uint8Array.from(summaryHash),
      endedAt: consent.state === 'rejected' ? decidedAt : null,
      supplyPoints: { create: supplyPoints },
    },
  })
}

export interface ArrangementOwners {
  accountId: AccountId
  productId: ProductId
  participantId: ParticipantId
}

/**
 * Locks an arrangement until the transaction ends, and says whose it is. Whoever changes which consent stands
 * in it comes through here: a lock on the consent alone would miss the version that takes its place meanwhile.
 */
export async function lockArrangement(arrangementId: string): Promise<ArrangementOwners | undefined> {
  const rows = await db().$queryRaw<ArrangementOwners[]>`
    select a.account_id as "accountId", a.product_id as "productId", p.participant_id as "participantId"
    from arrangement a join software_product p on p.id = a.product_id
    where a.id = ${arrangementId} for no key update of a`
  return rows[0]
}

/** Locks the standing consent of a locked arrangement, also against its expiry. Undefined when none stands. */
export async function lockStandingConsent(arrangementId: string) {
  const rows = await db().$queryRaw<{ id: ConsentId; state: ConsentState }[]>`
    select c.id, c.state from consent c
    where c.arrangement_id = ${arrangementId} and c.state = any(${statesBefore('withdraw')}) for update`
  return rows[0]
}

/** Ends a consent that is locked. */
export async function endConsent(id: ConsentId, state: ConsentState, endReason: string): Promise<void> {
  await db().consent.update({ where: { id }, data: { state, endedAt: now(), endReason } })
}

/** Locks up to `limit` standing consents whose time is over, skipping those that somebody else is ending. */
export async function lockDueConsents(limit: number) {
  return db().$queryRaw<
    { id: ConsentId; arrangement_id: ArrangementId; state: ConsentState; product_id: ProductId }[]
  >`
    select c.id, c.arrangement_id, c.state, a.product_id from consent c join arrangement a on a.id = c.arrangement_id
    where c.state = any(${statesBefore('expire')}) and c.ends_at <= ${now()}
    order by c.ends_at limit ${limit} for update of c skip locked`
}

const connectionSelect = {
  id: true,
  createdAt: true,
  product: {
    select: {
      name: true,
      status: true,
      participant: {
        select: {
          tradingName: true,
          legalName: true,
          registerNumber: true,
          privacyUrl: true,
          contactPhone: true,
          status: true,
        },
      },
    },
  },
  consents: {
    orderBy: { version: 'desc' },
    take: 1,
    select: {
      id: true,
      state: true,
      purposeText: true,
      permissions: true,
      historyFrom: true,
      endsAt: true,
      decidedAt: true,
      endedAt: true,
      endReason: true,
      supplyPoints: {
        select: { supplyPoint: { select: { id: true, address: true, postcode: true, mpan: true } } },
      },
    },
  },
  disclosures: { orderBy: { id: 'desc' }, take: 1, select: { disclosedAt: true } },
} as const

/** The arrangements of an account, newest first, each with its latest consent and last disclosure. */
export async function findConnections(accountId: string) {
  return db().arrangement.findMany({
    where: { accountId },
    orderBy: { createdAt: 'desc' },
    select: connectionSelect,
  })
}

/** One arrangement of an account, in the same shape. */
export async function findConnection(accountId: string, arrangementId: string) {
  return (
    (await db().arrangement.findFirst({
      where: { id: arrangementId, accountId },
      select: connectionSelect,
    })) ?? undefined
  )
}

export type ConnectionRow = Awaited<ReturnType<typeof findConnections>>[number]
