import { AppError, type ConsumerActor, type OccupancyId } from '#lib/core/index.ts'
import { deleteTariff, upsertTariff } from './store.ts'
import type { Tariff, TariffSlot } from './tariff.ts'

/** A consumer keeps what they pay in a home, or what they might. Throws `not_found` when it is no home of theirs. */
export async function keepTariff(
  { accountId }: ConsumerActor,
  occupancyId: OccupancyId,
  slot: TariffSlot,
  tariff: Tariff,
): Promise<void> {
  if (await upsertTariff(accountId, occupancyId, slot, tariff)) return
  throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
}

/** Forgets it again. Nothing happens where there is none. */
export const forgetTariff = (
  { accountId }: ConsumerActor,
  occupancyId: OccupancyId,
  slot: TariffSlot,
): Promise<void> => deleteTariff(accountId, occupancyId, slot)
