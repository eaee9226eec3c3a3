import type { AccountId, OccupancyId } from '#lib/core/index.ts'
import { db, Prisma } from '#lib/db/index.ts'
import type { ReadingWindow } from '../reading-window.ts'
import type { ChargingRow, ChargingSession } from './session.ts'

/** Sessions of an account that began in a window, and lie wholly in the time that it provably lived in that home. */
export function findSessions(
  accountId: AccountId,
  occupancyId: OccupancyId,
  { fromMs, toMs }: ReadingWindow,
): Promise<ChargingSession[]> {
  return db().$queryRaw<ChargingSession[]>(Prisma.sql`
    select s.charger, s.starts_at as "startsAt", s.ends_at as "endsAt", s.energy_wh as "energyWh",
           s.cost_pence as "costPence", s.demo
    from charging_session s
    join occupancy_own_now o on o.account_id = s.account_id and o.supply_point_id = s.supply_point_id
    where o.account_id = ${accountId} and o.id = ${occupancyId}
      and s.starts_at >= ${new Date(fromMs)} and s.starts_at < ${new Date(toMs)}
      and s.starts_at >= o.opens_at
      and (o.ends_at is null or (s.starts_at < o.ends_at and coalesce(s.ends_at, s.starts_at) <= o.ends_at))
    order by s.starts_at, s.source_ref`)
}

/** Stores sessions; one that is here already, by its source, is replaced. Returns how many are new or differ. */
export async function upsertSessions(rows: readonly ChargingRow[]): Promise<number> {
  if (rows.length === 0) return 0
  return db().$executeRaw(Prisma.sql`
    insert into charging_session (account_id, supply_point_id, source_ref, charger, starts_at, ends_at, energy_wh, cost_pence, demo)
    select r."accountId", r."supplyPointId", r."sourceRef", r.charger, r."startsAt", r."endsAt", r."energyWh", r."costPence", r.demo
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      "accountId" text, "supplyPointId" text, "sourceRef" text, charger text, "startsAt" timestamptz, "endsAt" timestamptz,
      "energyWh" int, "costPence" int, demo boolean)
    on conflict (account_id, supply_point_id, source_ref) do update
      set charger = excluded.charger, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
          energy_wh = excluded.energy_wh, cost_pence = excluded.cost_pence, demo = excluded.demo
      where (charging_session.charger, charging_session.starts_at, charging_session.ends_at, charging_session.energy_wh,
             charging_session.cost_pence, charging_session.demo)
        is distinct from (excluded.charger, excluded.starts_at, excluded.ends_at, excluded.energy_wh,
             excluded.cost_pence, excluded.demo)`)
}
