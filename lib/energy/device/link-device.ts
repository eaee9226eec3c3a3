import { type AccountId, AppError, newId, now, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { lockOccupancy } from '../store.ts'
import type { Device } from './device.ts'
import { countDevices, insertDevice } from './store.ts'

/** More than any home has. */
const MOST_DEVICES = 40

export type LinkDeviceInput = Pick<
  Device,
  'kind' | 'label' | 'make' | 'model' | 'ownedFrom' | 'demo' | 'accountId'
> & { occupancyId: OccupancyId }

/** Somebody links a device of theirs to a home that they live in. No account at its maker is asked for. */
export function linkDevice(input: LinkDeviceInput): Promise<Device> {
  return withTransaction(async () => {
    await lived(input.accountId, input.occupancyId)
    if (input.ownedFrom > now())
      throw new AppError('invalid', 'device-order', 'A device is linked once it is yours.')
    if ((await countDevices(input.accountId)) >= MOST_DEVICES)
      throw new AppError('too_many', 'too-many-devices', `You can link ${MOST_DEVICES} devices.`)
    const device: Device = { ...input, id: newId('device'), ownedUntil: null }
    await insertDevice(device)
    await appendEntry(
      { type: 'device.linked', device: device.id, kind: device.kind },
      { account: device.accountId, occupancy: input.occupancyId, ownedFrom: input.ownedFrom.toISOString() },
    )
    return device
  })
}

async function lived(accountId: AccountId, occupancyId: OccupancyId): Promise<void> {
  const occupancy = await lockOccupancy(occupancyId)
  if (occupancy?.accountId !== accountId || (occupancy.endsAt && occupancy.endsAt <= now())) {
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  }
}
