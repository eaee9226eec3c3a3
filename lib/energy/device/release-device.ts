import { type AccountId, AppError, type DeviceId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import type { Device } from './device.ts'
import { lockDevice, updateOwnedUntil } from './store.ts'

export interface ReleaseDeviceInput {
  /** Whose device it must be */
  accountId: AccountId
  deviceId: DeviceId
  /** The first instant at which it is no longer theirs */
  at: Date
}

/** A device was sold, given away or replaced. Saying so again at the same instant changes nothing. */
export function releaseDevice({ accountId, deviceId, at }: ReleaseDeviceInput): Promise<Device> {
  return withTransaction(async () => {
    const device = await lockDevice(deviceId)
    if (device?.accountId !== accountId)
      throw new AppError('not_found', 'no-such-device', 'There is no such device among yours.')
    if (device.ownedUntil?.getTime() === at.getTime()) return device
    if (device.ownedUntil)
      throw new AppError('conflict', 'device-released', 'This device is no longer yours, in our records.')
    if (at <= device.ownedFrom)
      throw new AppError('invalid', 'device-order', 'Giving it away comes after getting it.')
    await updateOwnedUntil(deviceId, at)
    await appendEntry(
      { type: 'device.released', device: deviceId },
      { account: accountId, at: at.toISOString() },
    )
    return { ...device, ownedUntil: at }
  })
}
