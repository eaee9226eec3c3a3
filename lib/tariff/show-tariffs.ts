import type { ConsumerActor, OccupancyId } from '#lib/core/index.ts'
import { findTariffs } from './store.ts'
import type { Tariff, TariffSlot } from './tariff.ts'

/** What a consumer keeps for a home of theirs. */
export async function showTariffs(
  { accountId }: ConsumerActor,
  occupancyId: OccupancyId,
): Promise<Partial<Record<TariffSlot, Tariff>>> {
  const rows = await findTariffs(accountId, occupancyId)
  return Object.fromEntries(rows.map(({ slot, ...tariff }) => [slot, tariff]))
}
