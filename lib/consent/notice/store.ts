import { type AccountId, type ConsentId, now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { statesBefore } from '../state.ts'
import type { SummaryEvery } from './choose-summary.ts'

export interface Noted {
  consentId: ConsentId
  kind: string
}

const standing = () => statesBefore('withdraw')

/**
 * Notes, for up to `limit` consents that end within 30, 7 or 1 days, that their people are told now; the nearest of the
 * three alone, and none within a day of agreeing. Whoever else does the same at this moment notes others.
 */
export const noteExpiring = (limit: number): Promise<Noted[]> =>
  db().$queryRaw<Noted[]>`
    insert into consent_told (consent_id, kind, told_at)
    select c.id, 'expiring.' || d.days, ${now()} from consent c
    join lateral (
      select min(days) as days from unnest(array[1, 7, 30]) days
      where c.ends_at <= ${now()}::timestamptz + make_interval(hours => 24 * days)
    ) d on d.days is not null
    where c.state = any(${standing()}) and c.ends_at > ${now()}
      and c.decided_at <= c.ends_at - make_interval(hours => 24 * (d.days + 1))
      and not exists (select from consent_told n where n.consent_id = c.id and n.kind = 'expiring.' || d.days)
    order by c.ends_at limit ${limit}
    on conflict do nothing
    returning consent_id as "consentId", kind`

/** The same for connections that were used for the first time. */
export const noteFirstUse = (limit: number): Promise<Noted[]> =>
  db().$queryRaw<Noted[]>`
    insert into consent_told (consent_id, kind, told_at)
    select c.id, 'first-use', ${now()} from consent c
    where c.state = any(${standing()})
      and not exists (
        select from consent v join consent_told n on n.consent_id = v.id
        where v.arrangement_id = c.arrangement_id and n.kind = 'first-use')
      and exists (select from disclosure d where d.arrangement_id = c.arrangement_id)
    limit ${limit}
    on conflict do nothing
    returning consent_id as "consentId", kind`

/** The same for consents whose recipient or app the register holds, by the event that did it. */
export const noteHeld = (limit: number): Promise<Noted[]> =>
  db().$queryRaw<Noted[]>`
    insert into consent_told (consent_id, kind, told_at)
    select c.id, 'held.' || e.id, ${now()} from consent c
    join arrangement a on a.id = c.arrangement_id
    join software_product p on p.id = a.product_id
    join participant o on o.id = p.participant_id
    join lateral (
      select max(r.id) as id from register_event r
      where r.reason is not null and r.status <> 'active'
        and case when o.status = 'suspended' then r.participant_id = o.id and r.product_id is null else r.product_id = p.id end
    ) e on e.id is not null
    where c.state = any(${standing()}) and (o.status = 'suspended' or (o.status = 'active' and p.status = 'inactive'))
      and not exists (select from consent_told n where n.consent_id = c.id and n.kind = 'held.' || e.id)
    limit ${limit}
    on conflict do nothing
    returning consent_id as "consentId", kind`

/** The same for those that were told of a hold which is over. */
export const noteBack = (limit: number): Promise<Noted[]> =>
  db().$queryRaw<Noted[]>`
    insert into consent_told (consent_id, kind, told_at)
    select n.consent_id, 'back.' || substr(n.kind, 6), ${now()} from consent_told n
    join consent c on c.id = n.consent_id and c.state = any(${standing()})
    join arrangement a on a.id = c.arrangement_id
    join software_product p on p.id = a.product_id and p.status = 'active'
    join participant o on o.id = p.participant_id and o.status = 'active'
    where n.kind like 'held.%'
      and not exists (select from consent_told b where b.consent_id = n.consent_id and b.kind = 'back.' || substr(n.kind, 6))
    limit ${limit}
    on conflict do nothing
    returning consent_id as "consentId", kind`

/** When a connection was first used, and for what. */
export const findFirstUse = (consents: readonly ConsentId[]) =>
  db().$queryRaw<{ consentId: ConsentId; permission: string; disclosedAt: Date }[]>`
    select c.id as "consentId", d.permission, d.disclosed_at as "disclosedAt" from consent c
    join lateral (
      select permission, disclosed_at from disclosure where arrangement_id = c.arrangement_id order by id limit 1
    ) d on true
    where c.id = any(${[...consents]})`

/** Takes the one place of who writes summaries until the transaction ends; false when somebody else has it. */
export async function lockSummaries(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('consent-summaries')) as locked`
  return row?.locked === true
}

/** Accounts with something standing that have heard of it as long ago as they chose, and longer. */
export async function findDueSummaries(limit: number, days: Record<SummaryEvery, number | null>) {
  const rows = await db().$queryRaw<{ accountId: AccountId }[]>`
    select a.account_id as "accountId" from arrangement a
    join consent c on c.arrangement_id = a.id and c.state = any(${standing()}) and c.ends_at > ${now()}
    left join notice_choice n on n.account_id = a.account_id
    where coalesce(n.summary, 'quarterly') <> 'changes'
    group by a.account_id, n.summary, n.summarised_at
    having coalesce(n.summarised_at, min(a.created_at)) <= ${now()}::timestamptz - make_interval(
      days => case n.summary when 'half-yearly' then ${days['half-yearly']}::int else ${days.quarterly}::int end)
    order by 1 limit ${limit}`
  return rows.map(({ accountId }) => accountId)
}

export async function noteSummarised(accountIds: readonly AccountId[]): Promise<void> {
  await db().$executeRaw`
    insert into notice_choice (account_id, summarised_at) select id, ${now()} from unnest(${[...accountIds]}::text[]) id
    on conflict (account_id) do update set summarised_at = excluded.summarised_at`
}

/** The consents that stand for these accounts, by account, and when each was last used. */
export const findStandingOf = (accountIds: readonly AccountId[]) =>
  db().$queryRaw<{ accountId: AccountId; consentId: ConsentId; lastUsedAt: Date | null }[]>`
    select a.account_id as "accountId", c.id as "consentId", d.disclosed_at as "lastUsedAt" from arrangement a
    join consent c on c.arrangement_id = a.id and c.state = any(${standing()}) and c.ends_at > ${now()}
    left join lateral (
      select disclosed_at from disclosure where arrangement_id = a.id order by id desc limit 1
    ) d on true
    where a.account_id = any(${[...accountIds]}) order by a.created_at`

export async function findChoice(accountId: AccountId): Promise<SummaryEvery | undefined> {
  const row = await db().noticeChoice.findUnique({ where: { accountId }, select: { summary: true } })
  return row?.summary as SummaryEvery | undefined
}

export async function saveChoice(accountId: AccountId, summary: SummaryEvery): Promise<void> {
  await db().noticeChoice.upsert({
    where: { accountId },
    create: { accountId, summary },
    update: { summary },
    select: { accountId: true },
  })
}
