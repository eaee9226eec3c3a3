import { type ArrangementId, type ConsentId, now, type OccupancyId, type ProductId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { type ConsentState, statesBefore } from '../state.ts'

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
