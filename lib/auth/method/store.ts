import { type AccountId, AppError, now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { findPasskeys } from '../passkey/store.ts'
import type { Methods } from './methods.ts'

/** The ways in which an account can sign in. */
export async function findMethods(accountId: AccountId): Promise<Methods> {
  const account = await db().account.findUnique({
    where: { id: accountId, closedAt: null },
    select: { passwordHash: true, emailLink: true },
  })
  if (!account) throw new AppError('not_found', 'no-such-account', 'There is no such account.')
  const { passwordHash, emailLink } = account
  return { passkeys: await findPasskeys(accountId), password: passwordHash !== null, link: emailLink }
}

/** The same, while nobody else changes them: changes of one account's take turns. */
export async function lockMethods(accountId: AccountId): Promise<Methods> {
  await db().$queryRaw`select 1 from account where id = ${accountId} for no key update`
  return findMethods(accountId)
}

export async function setPasswordHash(accountId: AccountId, passwordHash: string | null): Promise<void> {
  await db().account.update({ where: { id: accountId }, data: { passwordHash } })
}

export async function setEmailLink(accountId: AccountId, emailLink: boolean): Promise<void> {
  await db().account.update({ where: { id: accountId }, data: { emailLink } })
}

/** From now on nothing of a home shows that was not verified anew. */
export async function setRecovered(accountId: AccountId): Promise<void> {
  await db().account.update({ where: { id: accountId }, data: { recoveredAt: now() } })
}
