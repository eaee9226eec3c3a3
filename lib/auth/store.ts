import type { AccountId, Id } from '#lib/core/index.ts'
import { now } from '#lib/core/index.ts'
import { db, grouped, statement } from '#lib/db/index.ts'

export type Role = 'consumer' | 'regulator' | 'operator'

export interface Account {
  id: AccountId
  email: string
  name: string
  role: Role
}

export interface PortalSession {
  id: Id<'session'>
  createdAt: Date
  account: Account
}

const accountSelect = { id: true, email: true, name: true, role: true } as const

/** The open account with this e-mail address (lower case), with its password hash. */
export async function findAccountByEmail(
  email: string,
): Promise<(Account & { passwordHash: string }) | undefined> {
  const row = await db().account.findUnique({
    where: { email, closedAt: null },
    select: { ...accountSelect, passwordHash: true },
  })
  return row ? (row as Account & { passwordHash: string }) : undefined
}

const findAccounts = statement<Account>(
  'auth-find-accounts',
  'select id, email, name, role from account where id = any((select $1::text[])::text[]) and closed_at is null',
)

/** The open account with this id. */
export const findAccount = grouped(async (ids: string[]) => {
  const accounts = new Map<string, Account>((await findAccounts(ids)).map((account) => [account.id, account]))
  return ids.map((id) => accounts.get(id))
})

/** Names of accounts, by their ids; whoever isn't there is left out. */
export async function findNames(ids: string[]): Promise<Map<string, string>> {
  const rows = await db().account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function insertAccount(
  account: Account & { passwordHash: string; demo: boolean },
): Promise<void> {
  await db().account.create({ data: account })
}

export async function insertSession(session: {
  id: string
  accountId: string
  userAgent: string
  expiresAt: Date
}): Promise<void> {
  await db().portalSession.create({ data: session })
}

/** The session if it is neither ended nor expired and its account is open. */
export async function findLiveSession(id: string): Promise<PortalSession | undefined> {
  const row = await db().portalSession.findUnique({
    where: { id, endedAt: null, expiresAt: { gt: now() }, account: { closedAt: null } },
    select: { id: true, createdAt: true, account: { select: accountSelect } },
  })
  return row ? (row as unknown as PortalSession) : undefined
}

export async function endSessionRow(id: string): Promise<void> {
  await db().portalSession.updateMany({ where: { id, endedAt: null }, data: { endedAt: now() } })
}
