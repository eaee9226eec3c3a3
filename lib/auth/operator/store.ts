import { type AccountId, now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import type { Role } from '../store.ts'

export interface Operator {
  email: string
  name: string
  createdAt: Date
}

/** The account with this e-mail address, open or closed. */
export async function findEvenClosed(
  email: string,
): Promise<{ id: AccountId; role: Role; closedAt: Date | null } | undefined> {
  const select = { id: true, role: true, closedAt: true }
  const row = await db().account.findUnique({ where: { email }, select })
  return row ? (row as { id: AccountId; role: Role; closedAt: Date | null }) : undefined
}

export async function reopenAccount(
  id: AccountId,
  data: { name: string; passwordHash: string },
): Promise<void> {
  await db().account.update({ where: { id }, data: { ...data, closedAt: null } })
}

/** Closes an account and ends its sessions and passkeys, so that none lives again with it. False: it was closed already. */
export async function closeAccount(id: AccountId): Promise<boolean> {
  const { count } = await db().account.updateMany({
    where: { id, closedAt: null },
    data: { closedAt: now() },
  })
  await db().portalSession.updateMany({ where: { accountId: id, endedAt: null }, data: { endedAt: now() } })
  await db().passkey.deleteMany({ where: { accountId: id } })
  return count > 0
}

/** Who may sign in as an operator, by e-mail address. */
export const listOperators = (): Promise<Operator[]> =>
  db().account.findMany({
    where: { role: 'operator', closedAt: null },
    orderBy: { email: 'asc' },
    select: { email: true, name: true, createdAt: true },
  })
