import { db, grouped, statement } from '#lib/db/index.ts'

export type Payload = Record<string, unknown>

/** A row of oidc-provider's: its payload without the identifier, and when it was used. */
export interface StoredRecord {
  idHash: Uint8Array
  payload: Payload
  consumedAt: Date | null
  grantId: string | null
  /** That of the grant it belongs to: whoever finds a code or a token asks for its grant next */
  grant: Payload | null
}

export interface NewRecord {
  model: string
  idHash: Buffer
  grantId: string | null
  uid: string | null
  userCode: string | null
  /** JSON */
  payload: string
  expiresAt: Date | null
}

const upsert = statement(
  'oidc-upsert-record',
  `insert into oidc_record (model, id_hash, grant_id, uid, user_code, payload, expires_at)
   values ($1, $2::bytea, $3, $4, $5, $6::jsonb, $7::timestamptz)
   on conflict (model, id_hash) do update set grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code,
     payload = excluded.payload, expires_at = excluded.expires_at`,
)

/** Writes a record, or writes it anew. */
export async function upsertRecord(record: NewRecord): Promise<void> {
  const { model, idHash, grantId, uid, userCode, payload, expiresAt } = record
  await upsert(model, idHash, grantId, uid, userCode, payload, expiresAt)
}

/**
 * What belongs to a consent is found only while it, or what the consumer narrowed it to, is in force, and says what is
 * granted now; a token that a client has for itself is found while that client takes part. (An array from a subselect tells the planner nothing of its length:
 * one plan serves all, and planning costs more than finding. The limits keep it from reading whole tables instead.)
 */
const FIND = `
select a.n::int, a.id_hash as "idHash", x.payload, x.consumed_at as "consumedAt", x.grant_id as "grantId", g.payload as "grant", consented.granted
from unnest((select $1::text[]), (select $2::bytea[])) with ordinality as a (model, id_hash, n)
join lateral (
  select r.grant_id, r.payload->>'clientId' as client_id, r.payload, r.consumed_at, r.grant_id is null as free
  from oidc_record r where r.model = a.model and r.id_hash = a.id_hash
  union all
  select t.consent_id, t.client_id, t.payload, null, false
  from access_token t where t.token_hash = a.id_hash and t.payload->>'kind' = a.model
) x on true
left join lateral (
  select true as yes, f.granted from consent_in_force_now f where f.origin_id = x.grant_id and f.client_id = x.client_id limit 1
) consented on true
left join lateral (
  select true as yes from product_taking_part p where x.grant_id is null and p.client_id = x.client_id limit 1
) own on not x.free
left join lateral (
  select o.payload from oidc_record o where o.model = 'Grant' and o.id_hash = sha256(convert_to(x.grant_id, 'UTF8')) limit 1
) g on a.model <> 'Grant'
where x.free or consented.yes or own.yes`

interface Found extends StoredRecord {
  n: number
  /** What is granted now, where the consumer has narrowed it since the record was written */
  granted: Payload | null
}

const find = statement<Found>('oidc-find', FIND)

/** One row of any model, access tokens included. */
export const findRecord = grouped(async (asked: { model: string; idHash: Buffer }[]) => {
  const rows = await find(
    asked.map(({ model }) => model),
    asked.map(({ idHash }) => idHash),
  )
  const byPlace = new Map<number, StoredRecord>(rows.map((row) => [row.n, sayGranted(row)]))
  return asked.map((_, i) => byPlace.get(i + 1))
})

/** A record as it would be written now: a narrowed consent never changes what was stored, only what that is worth. */
function sayGranted({ granted, ...record }: Found): StoredRecord {
  if (!granted) return record
  const say = (payload: Payload): Payload => ({ ...payload, rar: [granted] })
  return { ...record, payload: say(record.payload), grant: record.grant && say(record.grant) }
}

const findHash = statement<{ model: string; idHash: Uint8Array }>(
  'oidc-find-hash',
  `select id_hash as "idHash" from oidc_record where model = $1 and (uid = $2 or user_code = $3)`,
)

async function findBy(model: string, uid: string | null, userCode: string | null) {
  const [row] = await findHash(model, uid, userCode)
  return row && findRecord({ model, idHash: Buffer.from(row.idHash) })
}

export const findRecordByUid = (model: string, uid: string) => findBy(model, uid, null)

export const findRecordByUserCode = (model: string, userCode: string) => findBy(model, null, userCode)

export const deleteRecord = statement(
  'oidc-delete',
  'delete from oidc_record where model = $1 and id_hash = $2::bytea',
)

/** The sessions of an account in all browsers. */
export const findSessions = statement<Pick<StoredRecord, 'idHash' | 'payload'>>(
  'oidc-find-sessions',
  `select id_hash as "idHash", payload from oidc_record
   where model = 'Session' and payload->>'accountId' = $1 and expires_at > now()`,
)

export const deleteRecordsOfGrant = statement(
  'oidc-delete-of-grant',
  'delete from oidc_record where model = $1 and grant_id = $2',
)

const WAITING = `model = 'BackchannelAuthenticationRequest' and grant_id is null and consumed_at is null
  and payload->>'error' is null and expires_at > now()`

/** A backchannel request that waits for an account. */
export type WaitingRecord = Pick<StoredRecord, 'idHash' | 'payload'>

const waitingOf = (more: string) =>
  `select id_hash as "idHash", payload from oidc_record where ${WAITING} and payload->>'accountId' = $1 ${more}`

/** The backchannel requests that wait for an account, oldest first. */
export const findWaitingRequests = statement<WaitingRecord>(
  'oidc-find-waiting',
  waitingOf(`order by (payload->>'iat')::bigint`),
)

/** One of them, locked: until the transaction ends nobody else decides it. Nothing once it was decided. */
export const lockWaitingRequest = statement<WaitingRecord>(
  'oidc-lock-waiting',
  waitingOf('and id_hash = $2::bytea for update'),
)

/** How many of them are of one client; others who would ask the same consumer for it wait until the transaction ends. */
export async function countWaitingRequests(accountId: string, clientId: string): Promise<number> {
  await lockAsking(`ask:${accountId}:${clientId}`)
  const [row] = await countWaiting(accountId, clientId)
  return row?.count ?? 0
}

const lockAsking = statement(
  'oidc-lock-asking',
  'select 1 as locked from pg_advisory_xact_lock(hashtextextended($1, 0))',
)

const countWaiting = statement<{ count: number }>(
  'oidc-count-waiting',
  `select count(*)::int as count from oidc_record where ${WAITING} and payload->>'accountId' = $1 and payload->>'clientId' = $2`,
)

export const deleteAccessToken = statement(
  'oidc-delete-access-token',
  'delete from access_token where token_hash = $1::bytea',
)

export const deleteAccessTokensOfGrant = statement(
  'oidc-delete-access-tokens-of-grant',
  'delete from access_token where consent_id = $1',
)

const sweeps = ['oidc_record', 'access_token', 'replay'].map((table) =>
  statement(
    `oidc-sweep-${table}`,
    `delete from ${table} where ctid = any(array(select ctid from ${table} where expires_at < $1::timestamptz limit $2::int)) returning 1`,
  ),
)

/** Removes up to `limit` rows of each table that ran out before `before`. Returns how many. */
export async function deleteExpired(before: Date, limit: number): Promise<number> {
  let deleted = 0
  for (const sweep of sweeps) deleted += (await sweep(before, limit)).length
  return deleted
}

/** Removes all that names this consumer, and the tokens of their consents. */
export async function deletePerson(accountId: string): Promise<void> {
  await db().$executeRaw`
    delete from access_token t using consent c join arrangement a on a.id = c.arrangement_id
    where t.consent_id = c.id and a.account_id = ${accountId}`
  await db().$executeRaw`
    delete from oidc_record where payload->>'accountId' = ${accountId}
      or grant_id in (select c.id from consent c join arrangement a on a.id = c.arrangement_id where a.account_id = ${accountId})`
}
