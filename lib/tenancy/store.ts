import {
  type AccountId,
  type ArrangementId,
  type ConsentId,
  now,
  type OccupancyId,
  type ParticipantId,
  type ProductId,
  type SupplyEventId,
  type SupplyPointId,
} from '#lib/core/index.ts'
import { db, Prisma } from '#lib/db/index.ts'
import type { NumberKind } from '#lib/energy/index.ts'
import type { EventKind } from './supply-event.ts'

export interface NewEvent {
  id: SupplyEventId
  supplyPointId: SupplyPointId
  holderId: ParticipantId
  kind: EventKind
  /** Settlement date */
  effectiveOn: string
  effectiveAt: Date
  sourceRef: string
  receivedAt: Date
}

/** Holds the supply point of a number until the transaction ends: reports about one are taken one after the other. */
export async function lockByNumber(number: string, kind: NumberKind): Promise<SupplyPointId | undefined> {
  const [row] = await db().$queryRaw<{ id: SupplyPointId }[]>(Prisma.sql`
    select id from supply_point where mpan = ${number} and number_kind = ${kind} for no key update`)
  return row?.id
}

/** False when the holder reported this before. */
export async function insertEvent(event: NewEvent): Promise<boolean> {
  const count = await db().$executeRaw(Prisma.sql`
    insert into supply_event (id, supply_point_id, holder_id, kind, effective_on, effective_at, source_ref, received_at)
    values (${event.id}, ${event.supplyPointId}, ${event.holderId}, ${event.kind}, ${event.effectiveOn}::date,
            ${event.effectiveAt}, ${event.sourceRef}, ${event.receivedAt})
    on conflict (supply_point_id, effective_on, holder_id, source_ref) do nothing`)
  return count === 1
}

export interface Departing {
  occupancyId: OccupancyId
  accountId: AccountId
}

/** Who lived there before an instant and, as far as we knew, after it; locked. */
export function lockDeparting(supplyPointId: SupplyPointId, at: Date): Promise<Departing[]> {
  return db().$queryRaw<Departing[]>(Prisma.sql`
    select id as "occupancyId", account_id as "accountId" from occupancy
    where supply_point_id = ${supplyPointId} and starts_at < ${at} and (ends_at is null or ends_at > ${at})
    order by id for no key update`)
}

/** Whether they disputed a report of this date. */
export async function hasDisputed(occupancyId: OccupancyId, effectiveAt: Date): Promise<boolean> {
  const where = { occupancyId, status: 'disputed', event: { effectiveAt } }
  return (await db().tenancyEffect.count({ where })) > 0
}

export async function insertEffect(effect: {
  occupancyId: OccupancyId
  eventId: SupplyEventId
  status: 'open' | 'disputed'
  disputeUntil: Date
}): Promise<void> {
  await db().tenancyEffect.create({ data: effect })
}

/** From when on an occupancy is held: the earliest date that is open. Null: it isn't. */
export async function updateHeldFrom(occupancyId: OccupancyId): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ heldFrom: Date | null }[]>(Prisma.sql`
    update occupancy set held_from = (
      select min(e.effective_at) from tenancy_effect t join supply_event e on e.id = t.event_id
      where t.occupancy_id = ${occupancyId} and t.status = 'open'
    ) where id = ${occupancyId} returning held_from as "heldFrom"`)
  return row?.heldFrom ?? null
}

export interface Flagged {
  consentId: ConsentId
  arrangementId: ArrangementId
  productId: ProductId
  count: number
}

/** Flags disclosures of readings from `since` on, under consents of an occupancy. Returns those that were not flagged before. */
export function flagDisclosures(occupancyId: OccupancyId, since: Date, at: Date): Promise<Flagged[]> {
  return db().$queryRaw<Flagged[]>(Prisma.sql`
    with flagged as (
      insert into disclosure_recall as r (disclosure_id, occupancy_id, since, flagged_at)
      select d.id, ${occupancyId}, ${since}, ${at} from disclosure d
      join consent_supply_point s on s.consent_id = d.consent_id and s.supply_point_id = d.supply_point_id
      where s.occupancy_id = ${occupancyId} and d.readings > 0 and d.period_to > ${since}
      on conflict (disclosure_id, occupancy_id) do update set since = least(r.since, excluded.since)
      returning disclosure_id, flagged_at = ${at} as new
    )
    select d.consent_id as "consentId", d.arrangement_id as "arrangementId", a.product_id as "productId", count(*)::int as count
    from flagged f join disclosure d on d.id = f.disclosure_id join arrangement a on a.id = d.arrangement_id
    where f.new group by 1, 2, 3 order by 1`)
}

export async function forgetFlags(occupancyId: OccupancyId): Promise<void> {
  await db().disclosureRecall.deleteMany({ where: { occupancyId } })
}

/** Whose occupancy it is, locked until the transaction ends. */
export async function lockOwner(occupancyId: OccupancyId): Promise<AccountId | undefined> {
  const [row] = await db().$queryRaw<{ accountId: AccountId }[]>(Prisma.sql`
    select account_id as "accountId" from occupancy where id = ${occupancyId} for no key update`)
  return row?.accountId
}

export async function findOpenEffects(occupancyId: OccupancyId) {
  const rows = await db().tenancyEffect.findMany({
    where: { occupancyId, status: 'open' },
    select: { disputeUntil: true, event: { select: { receivedAt: true } } },
  })
  return rows.map(({ disputeUntil, event }) => ({ disputeUntil, receivedAt: event.receivedAt }))
}

export async function disputeEffects(occupancyId: OccupancyId, decidedAt: Date): Promise<void> {
  await db().tenancyEffect.updateMany({
    where: { occupancyId, status: 'open' },
    data: { status: 'disputed', decidedAt },
  })
}

/** Ends what nobody disputed in time. Returns the earliest date of it; undefined when there is none. */
export async function endEffects(occupancyId: OccupancyId, at: Date): Promise<Date | undefined> {
  const rows = await db().$queryRaw<{ effectiveAt: Date }[]>(Prisma.sql`
    update tenancy_effect t set status = 'ended', decided_at = ${at} from supply_event e
    where e.id = t.event_id and t.occupancy_id = ${occupancyId} and t.status = 'open' and t.dispute_until <= ${at}
    returning e.effective_at as "effectiveAt"`)
  const dates = rows.map(({ effectiveAt }) => effectiveAt.getTime())
  return dates.length > 0 ? new Date(Math.min(...dates)) : undefined
}

const ids = (rows: { id: OccupancyId }[]): OccupancyId[] => rows.map(({ id }) => id)

/** Occupancies that are held by now and have a consent that isn't. */
export async function findHeldWithConsents(at: Date): Promise<OccupancyId[]> {
  return ids(
    await db().$queryRaw(Prisma.sql`
      select distinct o.id from occupancy o join consent_supply_point s on s.occupancy_id = o.id
      join consent c on c.id = s.consent_id
      where o.held_from <= ${at} and c.state in ('active', 'paused') order by 1`),
  )
}

/** Occupancies with a report that nobody disputed in time. */
export async function findLapsed(at: Date): Promise<OccupancyId[]> {
  return ids(
    await db().$queryRaw(Prisma.sql`
      select distinct occupancy_id as id from tenancy_effect where status = 'open' and dispute_until <= ${at} order by 1`),
  )
}

/** Occupancies that are over and have a consent that stands. */
export async function findLeftWithConsents(at: Date): Promise<OccupancyId[]> {
  return ids(
    await db().$queryRaw(Prisma.sql`
      select distinct o.id from occupancy o join consent_supply_point s on s.occupancy_id = o.id
      join consent c on c.id = s.consent_id
      where o.ends_at <= ${at} and c.state in ('active', 'paused', 'suspended') order by 1`),
  )
}

/** The arrangements whose standing consent an occupancy is part of. */
export async function findStandingArrangements(occupancyId: OccupancyId): Promise<ArrangementId[]> {
  const rows = await db().consent.findMany({
    where: { state: { in: ['active', 'paused', 'suspended'] }, supplyPoints: { some: { occupancyId } } },
    select: { arrangementId: true },
    orderBy: { arrangementId: 'asc' },
  })
  return rows.map(({ arrangementId }) => arrangementId as ArrangementId)
}

/** The report that holds an occupancy of an account, and how many connections it is part of. */
export async function findTenancy(accountId: AccountId, occupancyId: OccupancyId) {
  const effect = await db().tenancyEffect.findFirst({
    where: { occupancyId, status: 'open', occupancy: { accountId }, event: { effectiveAt: { lte: now() } } },
    orderBy: { event: { effectiveAt: 'asc' } },
    select: {
      disputeUntil: true,
      event: { select: { effectiveAt: true, holder: { select: { tradingName: true } } } },
    },
  })
  const held = effect && {
    by: effect.event.holder.tradingName,
    from: effect.event.effectiveAt,
    disputeUntil: effect.disputeUntil,
  }
  return { held: held ?? undefined, connections: (await findStandingArrangements(occupancyId)).length }
}

/** When the meter was changed while the account lived there. */
export async function findMeterChanges(accountId: AccountId, occupancyId: OccupancyId): Promise<Date[]> {
  const rows = await db().$queryRaw<{ at: Date }[]>(Prisma.sql`
    select distinct e.effective_at as at from supply_event e join occupancy o on o.supply_point_id = e.supply_point_id
    where o.id = ${occupancyId} and o.account_id = ${accountId} and e.kind = 'meter-exchange'
      and e.effective_at >= o.starts_at and (o.ends_at is null or e.effective_at < o.ends_at) and e.effective_at <= ${now()}
    order by 1`)
  return rows.map(({ at }) => at)
}
