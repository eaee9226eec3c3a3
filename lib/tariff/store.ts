import { type AccountId, now, type OccupancyId } from '#lib/core/index.ts'
import { db, Prisma } from '#lib/db/index.ts'
import type { Tariff, TariffSlot } from './tariff.ts'

interface TariffRow extends Tariff {
  slot: TariffSlot
}

/** The tariffs kept for a home of this account. */
export function findTariffs(accountId: AccountId, occupancyId: OccupancyId): Promise<TariffRow[]> {
  return db().$queryRaw<TariffRow[]>(Prisma.sql`
    select t.slot, t.unit_rate as "unitRate", t.standing_charge as "standingCharge", t.vat, t.bands
    from tariff t join occupancy o on o.id = t.occupancy_id
    where o.account_id = ${accountId} and o.id = ${occupancyId}
    order by t.slot`)
}

/** Keeps a tariff in the place of the one before. False: it is no home of this account. */
export async function upsertTariff(
  accountId: AccountId,
  occupancyId: OccupancyId,
  slot: TariffSlot,
  { unitRate, standingCharge, vat, bands }: Tariff,
): Promise<boolean> {
  const kept = await db().$executeRaw(Prisma.sql`
    insert into tariff (occupancy_id, slot, unit_rate, standing_charge, vat, bands, saved_at)
    select o.id, ${slot}, ${unitRate}, ${standingCharge}, ${vat}, ${JSON.stringify(bands)}::jsonb, ${now()}
    from occupancy o where o.account_id = ${accountId} and o.id = ${occupancyId}
    on conflict (occupancy_id, slot) do update set unit_rate = excluded.unit_rate,
      standing_charge = excluded.standing_charge, vat = excluded.vat, bands = excluded.bands, saved_at = excluded.saved_at`)
  return kept > 0
}

export async function deleteTariff(
  accountId: AccountId,
  occupancyId: OccupancyId,
  slot: TariffSlot,
): Promise<void> {
  await db().tariff.deleteMany({ where: { slot, occupancyId, occupancy: { accountId } } })
}
