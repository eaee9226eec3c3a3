import type { AccountId, OccupancyId } from '#lib/core/index.ts'
import { db, Prisma } from '#lib/db/index.ts'
import type { HeatPumpDay, HeatPumpRow } from './heat-pump-day.ts'

/** Days of an account's heat pump, [first, last], that lie wholly in the time that it provably lived in that home. */
export function findHeatPumpDays(
  accountId: AccountId,
  occupancyId: OccupancyId,
  { first, last }: { first: string; last: string },
): Promise<HeatPumpDay[]> {
  return db().$queryRaw<HeatPumpDay[]>(Prisma.sql`
    select h.day::text as day, h.electricity_wh as "electricityWh", h.heat_wh as "heatWh", h.paired_wh as "pairedWh",
           h.flow_tenths as "flowTenths", h.minutes, h.boundary, h.demo
    from heat_pump_day h
    join occupancy_own_now o on o.account_id = h.account_id and o.supply_point_id = h.supply_point_id
    where o.account_id = ${accountId} and o.id = ${occupancyId}
      and h.day between ${first}::date and ${last}::date
      and h.day::timestamp at time zone 'Europe/London' >= o.opens_at
      and (o.ends_at is null or (h.day + 1)::timestamp at time zone 'Europe/London' <= o.ends_at)
    order by h.day`)
}

/** Stores days; what is here of the same day is replaced. Returns how many are new or differ. */
export async function upsertHeatPumpDays(rows: readonly HeatPumpRow[]): Promise<number> {
  if (rows.length === 0) return 0
  return db().$executeRaw(Prisma.sql`
    insert into heat_pump_day (account_id, supply_point_id, day, electricity_wh, heat_wh, paired_wh, flow_tenths, minutes, boundary, demo)
    select r."accountId", r."supplyPointId", r.day, r."electricityWh", r."heatWh", r."pairedWh", r."flowTenths", r.minutes,
           r.boundary, r.demo
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      "accountId" text, "supplyPointId" text, day date, "electricityWh" int, "heatWh" int, "pairedWh" int, "flowTenths" smallint,
      minutes smallint, boundary text, demo boolean)
    on conflict (account_id, supply_point_id, day) do update
      set electricity_wh = excluded.electricity_wh, heat_wh = excluded.heat_wh, paired_wh = excluded.paired_wh,
          flow_tenths = excluded.flow_tenths, minutes = excluded.minutes, boundary = excluded.boundary, demo = excluded.demo
      where (heat_pump_day.electricity_wh, heat_pump_day.heat_wh, heat_pump_day.paired_wh, heat_pump_day.flow_tenths,
             heat_pump_day.minutes, heat_pump_day.boundary, heat_pump_day.demo)
        is distinct from (excluded.electricity_wh, excluded.heat_wh, excluded.paired_wh, excluded.flow_tenths,
             excluded.minutes, excluded.boundary, excluded.demo)`)
}
