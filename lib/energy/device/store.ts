import type { AccountId, DeviceId } from '#lib/core/index.ts'
import { db, Prisma } from '#lib/db/index.ts'
import type { Device } from './device.ts'

const select = {
  id: true,
  accountId: true,
  occupancyId: true,
  kind: true,
  label: true,
  make: true,
  model: true,
  ownedFrom: true,
  ownedUntil: true,
  demo: true,
} as const

export const insertDevice = async (device: Device): Promise<void> => {
  await db().device.create({ data: device })
}

export const countDevices = (accountId: AccountId): Promise<number> =>
  db().device.count({ where: { accountId } })

/** The devices of an account, latest first. */
export async function findDevices(accountId: AccountId): Promise<Device[]> {
  const orderBy = [{ ownedFrom: 'desc' as const }, { id: 'asc' as const }]
  return (await db().device.findMany({ where: { accountId }, orderBy, select })) as Device[]
}

/** The device, held until the transaction ends. */
export async function lockDevice(id: DeviceId): Promise<Device | undefined> {
  await db().$queryRaw(Prisma.sql`select 1 from device where id = ${id} for no key update`)
  return ((await db().device.findUnique({ where: { id }, select })) as Device | null) ?? undefined
}

export async function updateOwnedUntil(id: DeviceId, ownedUntil: Date): Promise<void> {
  await db().device.update({ where: { id }, data: { ownedUntil } })
}
