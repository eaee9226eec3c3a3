import { now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { FORGET_MS, LONGEST_WAIT } from './rules.ts'

export interface StoredAttempts {
  failures: number
  lastAt: Date
  notBefore: Date
  succeededAt: Date | null
}

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)
const forgetBefore = () => new Date(now().getTime() - FORGET_MS)

/** What is known of a key; undefined when that is nothing. */
export async function findAttempts(key: Buffer): Promise<StoredAttempts | undefined> {
  const select = { failures: true, lastAt: true, notBefore: true, succeededAt: true }
  return (await db().signInAttempt.findUnique({ where: { key: own(key) }, select })) ?? undefined
}

/**
 * Takes one try: counts it as failed, until it succeeds, and sets when the next may come: at once for the first `free`,
 * then after 1, 2, 4 ... seconds. False when it is too early, which changes nothing. However many try at once, on
 * however many processes, they take turns at the row.
 */
export async function takeTry(key: Buffer, free: number): Promise<boolean> {
  const at = now()
  const taken = await db().$queryRaw<{ failures: number }[]>`
    insert into sign_in_attempt as a (key, failures, last_at, not_before) values (${own(key)}, 1, ${at}, ${at})
    on conflict (key) do update set (failures, last_at, not_before) = (
      select n, ${at}::timestamptz, ${at}::timestamptz +
        case when n < ${free}::int then interval '0' else make_interval(secs => least(2.0 ^ least(n - ${free}::int, 30), ${LONGEST_WAIT}::int)) end
      from (select case when a.last_at < ${forgetBefore()} then 1 else a.failures + 1 end as n) as counted)
    where a.not_before <= ${at}
    returning failures`
  return taken.length === 1
}

/** Lets whoever comes to this key for the first time in a while wait; somebody who waits already waits no longer. */
export async function letWait(key: Buffer, notBefore: Date): Promise<void> {
  const at = now()
  await db().$executeRaw`
    insert into sign_in_attempt as a (key, failures, last_at, not_before) values (${own(key)}, 0, ${at}, ${notBefore})
    on conflict (key) do update set failures = 0, last_at = ${at}, not_before = ${notBefore} where a.last_at < ${forgetBefore()}`
}

/** The try succeeded: nothing of it counts any more. */
export async function forgiveTry(key: Buffer): Promise<void> {
  await db()
    .$executeRaw`update sign_in_attempt set failures = greatest(failures - 1, 0) where key = ${own(key)}`
}

/** The try succeeded from here: this place is familiar from now on. */
export async function becomeFamiliar(key: Buffer): Promise<void> {
  const at = now()
  const data = { failures: 0, notBefore: at, succeededAt: at }
  await db().signInAttempt.updateMany({ where: { key: own(key) }, data })
}

/** Removes what is forgotten and not familiar either. Returns how many. */
export const deleteForgotten = (familiarSince: Date): Promise<number> =>
  db().$executeRaw`
    delete from sign_in_attempt
    where last_at < ${forgetBefore()} and (succeeded_at is null or succeeded_at < ${familiarSince})`
