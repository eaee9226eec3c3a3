import { type AccountId, nowMs } from '#lib/core/index.ts'
import type { Device } from './device.ts'
import { findDevices } from './store.ts'

/** The devices of an account, and whether each is theirs at this moment; latest first. */
export async function listDevices(accountId: AccountId): Promise<(Device & { owned: boolean })[]> {
  const devices = await findDevices(accountId)
  return devices.map((device) => ({ ...device, owned: isOwned(device, nowMs()) }))
}

const isOwned = ({ ownedFrom, ownedUntil }: Device, atMs: number): boolean =>
  ownedFrom.getTime() <= atMs && (ownedUntil === null || atMs < ownedUntil.getTime())
