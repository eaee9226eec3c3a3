import { type AccountId, now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { hashToken } from '../random-token.ts'

/** A link for an account, or for somebody who wants one. */
export type StoredLink = { returnTo: string } & (
  | { accountId: AccountId }
  | { accountId: null; email: string; name: string }
)

export async function insertLink(token: string, link: StoredLink, expiresAt: Date): Promise<void> {
  await db().signInLink.create({ data: { ...link, tokenHash: hashToken(token), expiresAt } })
}

const select = { accountId: true, email: true, name: true, returnTo: true } as const

/** The link with this token, if it still works. */
export async function findLink(token: string): Promise<StoredLink | undefined> {
  const where = { tokenHash: hashToken(token), expiresAt: { gt: now() } }
  return ((await db().signInLink.findUnique({ where, select })) as StoredLink | null) ?? undefined
}

/** Uses a link up. However many come with it, one gets it. */
export async function takeLink(token: string): Promise<StoredLink | undefined> {
  const [row] = await db().$queryRaw<StoredLink[]>`
    delete from sign_in_link where token_hash = ${hashToken(token)} and expires_at > ${now()}
    returning account_id as "accountId", email, name, return_to as "returnTo"`
  return row
}

/** The other links of the same person stop working. */
export async function deleteLinksOf(who: { accountId: AccountId } | { email: string }): Promise<void> {
  await db().signInLink.deleteMany({ where: who })
}

export async function deleteExpiredLinks(): Promise<void> {
  await db().signInLink.deleteMany({ where: { expiresAt: { lte: now() } } })
}
