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
  version: number
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

/** What a consent says to its recipient. */
const grantSelect = {
  id: true,
  arrangementId: true,
  state: true,
  purposeCode: true,
  permissions: true,
  historyFrom: true,
  endsAt: true,
  requested: true,
  supplyPoints: { select: { handle: true } },
} as const

/** The consent that an authorisation request led to, if it was decided already. */
export async function findByRequest(requestId: string) {
  const row = await db().consent.findUnique({
    where: { requestId },
    select: { ...grantSelect, arrangement: { select: { accountId: true } } },
  })
  return row ?? undefined
}

/** The consent in force or able to return in an arrangement of this product. */
export async function findGrant(arrangementId: string, productId: string) {
  const row = await db().consent.findFirst({
    where: {
      arrangementId,
      arrangement: { productId },
      state: { in: statesBefore('withdraw') },
      endsAt: { gt: now() },
    },
    select: { ...grantSelect, decidedAt: true, arrangement: { select: { createdAt: true } } },
  })
  return row ?? undefined
}

/** The consent of an arrangement that a later version could take the place of. */
export async function findAmendable(arrangementId: string) {
  const row = await db().consent.findFirst({
    where: { arrangementId, state: { in: statesBefore('supersede') }, endsAt: { gt: now() } },
    select: {
      id: true,
      version: true,
      state: true,
      purposeCode: true,
      purposeText: true,
      permissions: true,
      historyFrom: true,
      endsAt: true,
      decidedAt: true,
      arrangement: { select: { accountId: true, productId: true } },
      supplyPoints: { select: { supplyPointId: true } },
    },
  })
  return row ?? undefined
}

/** By which handle the recipient knows each supply point that any version of an arrangement has covered. */
export async function findHandles(arrangementId: string): Promise<Map<SupplyPointId, SupplyPointHandle>> {
  const rows = await db().consentSupplyPoint.findMany({
    where: { consent: { arrangementId } },
    select: { supplyPointId: true, handle: true },
  })
  return new Map(
    rows.map(({ supplyPointId, handle }) => [supplyPointId as SupplyPointId, handle as SupplyPointHandle]),
  )
}

/** Stores a decided consent; its first version makes the arrangement. */
export async function insertConsent({
  supplyPoints,
  accountId,
  productId,
  summaryHash,
  ...consent
}: NewConsent): Promise<void> {
  const decidedAt = now()
  if (consent.version === 1) {
    await db().arrangement.create({ data: { id: consent.arrangementId, accountId, productId } })
  }
  await db().consent.create({
    data: {
      ...consent,
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

/** Locks every standing consent of a product. */
export async function lockConsentsOfProduct(productId: ProductId) {
  return db().$queryRaw<{ id: ConsentId; arrangement_id: ArrangementId; state: ConsentState }[]>`
    select c.id, c.arrangement_id, c.state from consent c join arrangement a on a.id = c.arrangement_id
    where a.product_id = ${productId} and c.state = any(${statesBefore('invalidate')}) order by c.id for update of c`
}

/** Ends many consents that are locked, in one statement. */
export async function endConsents(ids: ConsentId[], state: ConsentState, endReason: string): Promise<void> {
  await db().$executeRaw`
    update consent set state = ${state}, ended_at = ${now()}, end_reason = ${endReason} where id = any(${ids})`
}

/** The last change of status, of a participant or a product. */
const lastStatusChange = (where: object) => ({
  where: { reason: { not: null }, ...where },
  orderBy: { id: 'desc' as const },
  take: 1,
  select: { status: true, reason: true, sentence: true, happenedAt: true },
})

const connectionSelect = {
  id: true,
  createdAt: true,
  product: {
    select: {
      name: true,
      status: true,
      logo: true,
      events: lastStatusChange({}),
      participant: {
        select: {
          events: lastStatusChange({ productId: null }),
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

/** The arrangements of an account, newest first, each with its consents, latest first, and last disclosure. */
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

/** How many consents of these products stand. */
export const countStanding = (productIds: ProductId[]): Promise<number> =>
  db().consent.count({
    where: { state: { in: statesBefore('invalidate') }, arrangement: { productId: { in: productIds } } },
  })

/** Whose arrangement with this product it is, and the state of its latest consent. */
export async function findLatestState(arrangementId: string, productId: string) {
  const row = await db().consent.findFirst({
    where: { arrangementId, arrangement: { productId } },
    orderBy: { version: 'desc' },
    select: { state: true, decidedAt: true, arrangement: { select: { accountId: true } } },
  })
  if (!row) return undefined
  const { state, decidedAt, arrangement } = row
  return { state: state as ConsentState, decidedAt, accountId: arrangement.accountId as AccountId }
}

/** Whether the account stopped sharing with this product at `since` or later. */
export async function hasStoppedSince(accountId: string, productId: string, since: Date): Promise<boolean> {
  const where = { state: 'withdrawn', endedAt: { gte: since }, arrangement: { accountId, productId } }
  return (await db().consent.count({ where })) > 0
}

/** Whether the account refused a request of this product at `since` or later. */
export async function hasRefusedSince(accountId: string, productId: string, since: Date): Promise<boolean> {
  const where = { state: 'rejected', decidedAt: { gte: since }, arrangement: { accountId, productId } }
  return (await db().consent.count({ where })) > 0
}

export interface OccupancyConsent {
  id: ConsentId
  arrangementId: ArrangementId
  productId: ProductId
  state: ConsentState
}

/** Locks the standing consents that an occupancy is part of: their arrangements first, as whoever changes them does. */
export async function lockConsentsOfOccupancy(occupancyId: OccupancyId): Promise<OccupancyConsent[]> {
  await db().$queryRaw`
    select 1 from arrangement where id in (
      select c.arrangement_id from consent c join consent_supply_point s on s.consent_id = c.id where s.occupancy_id = ${occupancyId}
    ) order by id for no key update`
  return db().$queryRaw<OccupancyConsent[]>`
    select c.id, c.arrangement_id as "arrangementId", a.product_id as "productId", c.state
    from consent c join arrangement a on a.id = c.arrangement_id
    where c.state = any(${statesBefore('endTenancy')})
      and c.id in (select consent_id from consent_supply_point where occupancy_id = ${occupancyId})
    order by c.id for update of c`
}

/** Notes that consents are held because of an occupancy, and in which state they were before anything held them. */
export async function insertHolds(occupancyId: OccupancyId, consents: OccupancyConsent[]): Promise<void> {
  await db().$executeRaw`
    insert into tenancy_hold (consent_id, occupancy_id, state_before, held_at)
    select c.id, ${occupancyId}, case when c.state <> 'suspended' then c.state else h.state_before end, ${now()}
    from consent c left join lateral (select state_before from tenancy_hold where consent_id = c.id limit 1) h on true
    where c.id = any(${consents.map(({ id }) => id)}) and (c.state <> 'suspended' or h.state_before is not null)
    on conflict do nothing`
}

/** The consents that are held because of an occupancy, locked, and how many homes hold each. */
export async function lockHeldOf(occupancyId: OccupancyId) {
  await lockConsentsOfOccupancy(occupancyId)
  return db().$queryRaw<(OccupancyConsent & { stateBefore: 'active' | 'paused'; holds: number })[]>`
    select c.id, c.arrangement_id as "arrangementId", a.product_id as "productId", c.state, h.state_before as "stateBefore",
           (select count(*)::int from tenancy_hold o where o.consent_id = c.id) as holds
    from tenancy_hold h join consent c on c.id = h.consent_id join arrangement a on a.id = c.arrangement_id
    where h.occupancy_id = ${occupancyId} order by c.id`
}

export async function deleteHolds(occupancyId: OccupancyId): Promise<void> {
  await db().tenancyHold.deleteMany({ where: { occupancyId } })
}

/** Sets states of consents that are locked. */
export async function setStates(changes: { id: ConsentId; state: ConsentState }[]): Promise<void> {
  await db().$executeRaw`
    update consent c set state = n.state
    from unnest(${changes.map(({ id }) => id)}::text[], ${changes.map(({ state }) => state)}::text[]) as n (id, state)
    where c.id = n.id`
}
