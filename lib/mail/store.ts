import { now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'

export type MailState = 'waiting' | 'kept' | 'sent' | 'given_up'

export interface NewMail {
  id: string
  accountId: string | null
  kind: string
  sealed: string
  giveUpAt: Date
}

export async function insertMails(
  mails: readonly NewMail[],
  { state, createdAt }: { state: 'waiting' | 'kept'; createdAt: Date },
): Promise<void> {
  const settledAt = state === 'kept' ? createdAt : null
  await db().mail.createMany({
    data: mails.map((mail) => ({ ...mail, state, createdAt, notBefore: createdAt, settledAt })),
  })
}

/** A message whose turn it is. */
export interface DueMail {
  id: string
  kind: string
  sealed: string
  giveUpAt: Date
  /** Of its account now; null where there is none, or no longer */
  email: string | null
}

/**
 * Takes messages whose turn it is, up to `limit`, and says when their next attempt would be: after 1, 2, 4 ... minutes,
 * up to six hours. No other process takes them until then, so who fails or dies over them needs to write nothing.
 */
export const takeDue = (limit: number): Promise<DueMail[]> =>
  db().$queryRaw<DueMail[]>`
    update mail m set attempts = attempts + 1,
      not_before = ${now()}::timestamptz + make_interval(mins => least(2.0 ^ least(attempts, 20), 360)::int)
    from (
      select id from mail where state = 'waiting' and not_before <= ${now()}
      order by not_before limit ${limit} for update skip locked
    ) due
    where m.id = due.id
    returning m.id::text, m.kind, m.sealed, m.give_up_at as "giveUpAt",
      (select a.email from account a where a.id = m.account_id and a.closed_at is null) as email`

/** It has left, or never will: what it said is forgotten. */
export async function settle(id: string, state: 'sent' | 'given_up'): Promise<void> {
  await db().mail.updateMany({
    where: { id, state: 'waiting' },
    data: { state, sealed: null, settledAt: now() },
  })
}

/** Forgets that there ever was what was settled before `before`. */
export const deleteSettled = (before: Date): Promise<number> =>
  db().$executeRaw`delete from mail where settled_at < ${before}`

/** How many messages there are in each state. */
export async function countMails(): Promise<Map<MailState, number>> {
  const rows = await db().mail.groupBy({ by: ['state'], _count: { _all: true } })
  return new Map(rows.map(({ state, _count }) => [state as MailState, _count._all]))
}

const MOST_KEPT = 200
const keptSelect = { id: true, kind: true, createdAt: true, sealed: true } as const

type KeptRow = { id: string; kind: string; createdAt: Date; sealed: string }

/** The messages of an account that stayed here, newest first. */
export async function listKept(accountId: string): Promise<KeptRow[]> {
  const rows = await db().mail.findMany({
    where: { accountId, state: 'kept' },
    orderBy: { createdAt: 'desc' },
    take: MOST_KEPT,
    select: keptSelect,
  })
  return rows as KeptRow[]
}

/** One of them, of this account, or of whoever it is for. */
export async function findKept(accountId: string | undefined, id: string): Promise<KeptRow | undefined> {
  const whose = accountId === undefined ? {} : { accountId }
  const row = await db().mail.findFirst({ where: { id, ...whose, state: 'kept' }, select: keptSelect })
  return (row as KeptRow | null) ?? undefined
}
