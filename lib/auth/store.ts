import type { AccountId, SessionId } from '#lib/core/index.ts'
import { now } from '#lib/core/index.ts'
import { db, grouped, statement } from '#lib/db/index.ts'
import type { SignInMethod } from './sign-in-method.ts'

export type Role = 'consumer' | 'regulator' | 'operator'

export interface Account {
  id: AccountId
  email: string
  name: string
  role: Role
}

export interface PortalSession {
  id: SessionId
  createdAt: Date
  lastSeenAt: Date
  method: SignInMethod
  account: Account
}

const accountSelect = { id: true, email: true, name: true, role: true } as const

/** The open account with this e-mail address (lower case), with its password hash if it has a password. */
export async function findAccountByEmail(
  email: string,
): Promise<(Account & { passwordHash: string | null }) | undefined> {
  const row = await db().account.findUnique({
    where: { email, closedAt: null },
    select: { ...accountSelect, passwordHash: true },
  })
  return row ? (row as Account & { passwordHash: string | null }) : undefined
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

/** Adds a consumer who confirmed their address and signs in by links to it, for now; false when there is an account with it. */
export async function insertConsumer(account: Pick<Account, 'id' | 'email' | 'name'>): Promise<boolean> {
  const data = { ...account, role: 'consumer', emailLink: true }
  return (await db().account.createMany({ data: [data], skipDuplicates: true })).count === 1
}

export async function insertSession(session: {
  id: string
  accountId: string
  userAgent: string
  method: SignInMethod
  expiresAt: Date
}): Promise<void> {
  await db().portalSession.create({ data: session })
}

const sessionSelect = { id: true, createdAt: true, lastSeenAt: true, method: true } as const

/** What makes a session live. */
const live = () => ({ endedAt: null, expiresAt: { gt: now() }, account: { closedAt: null } })

/** The session if it is neither ended nor expired and its account is open. */
export async function findLiveSession(id: string): Promise<PortalSession | undefined> {
  const row = await db().portalSession.findUnique({
    where: { id, ...live() },
    select: { ...sessionSelect, account: { select: accountSelect } },
  })
  return row ? (row as unknown as PortalSession) : undefined
}

/** The live sessions of an account, the one seen last first. */
export const findSessionsOf = (accountId: AccountId) =>
  db().portalSession.findMany({
    where: { accountId, ...live() },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    select: { ...sessionSelect, userAgent: true },
  })

export async function touchSession(id: SessionId): Promise<void> {
  await db().portalSession.updateMany({ where: { id, endedAt: null }, data: { lastSeenAt: now() } })
}

export async function endSessionRow(id: string): Promise<void> {
  await db().portalSession.updateMany({ where: { id, endedAt: null }, data: { endedAt: now() } })
}

/** Ends the sessions of an account: all of them, or one, or all but one. */
export async function endSessionsOf(
  accountId: AccountId,
  id: { equals?: SessionId; not?: SessionId } = {},
): Promise<void> {
  const where = { accountId, id, endedAt: null }
  await db().portalSession.updateMany({ where, data: { endedAt: now() } })
}

export async function updateName(id: AccountId, name: string): Promise<void> {
  await db().account.update({ where: { id }, data: { name } })
}
