import { db, Prisma } from '#lib/db/index.ts'

/** A row of oidc-provider's: its payload without the identifier, and when it was used. */
export interface StoredRecord {
  idHash: Uint8Array
  payload: Record<string, unknown>
  consumedAt: Date | null
}

export interface NewRecord {
  model: string
  idHash: Buffer
  grantId: string | null
  uid: string | null
  userCode: string | null
  payload: object
  expiresAt: Date | null
}

const json = (payload: object) => JSON.stringify(payload)

/** Writes a record, or writes it anew. */
export async function upsertRecord(record: NewRecord): Promise<void> {
  const { model, idHash, grantId, uid, userCode, payload, expiresAt } = record
  await db().$executeRaw`
    insert into oidc_record (model, id_hash, grant_id, uid, user_code, payload, expires_at)
    values (${model}, ${idHash}, ${grantId}, ${uid}, ${userCode}, ${json(payload)}::jsonb, ${expiresAt})
    on conflict (model, id_hash) do update set grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code,
      payload = excluded.payload, expires_at = excluded.expires_at`
}

/** What belongs to an arrangement is found only while that arrangement's consent is in force. */
const live = Prisma.sql`(r.grant_id is null or exists (select 1 from consent_in_force_now f
  where f.arrangement_id = r.grant_id and f.client_id = r.payload->>'clientId'))`

async function findOne(where: Prisma.Sql): Promise<StoredRecord | undefined> {
  const rows = await db().$queryRaw<StoredRecord[]>`
    select r.id_hash as "idHash", r.payload, r.consumed_at as "consumedAt" from oidc_record r where ${where} and ${live}`
  return rows[0]
}

export const findRecord = (model: string, idHash: Buffer) =>
  findOne(Prisma.sql`r.model = ${model} and r.id_hash = ${idHash}`)

export const findRecordByUid = (model: string, uid: string) =>
  findOne(Prisma.sql`r.model = ${model} and r.uid = ${uid}`)

export const findRecordByUserCode = (model: string, userCode: string) =>
  findOne(Prisma.sql`r.model = ${model} and r.user_code = ${userCode}`)

/** Uses a record up. True for exactly one caller, however many try at once. */
export async function consumeRecord(model: string, idHash: Buffer): Promise<boolean> {
  const changed = await db().$executeRaw`
    update oidc_record set consumed_at = clock_timestamp() where model = ${model} and id_hash = ${idHash} and consumed_at is null`
  return changed === 1
}

export async function deleteRecord(model: string, idHash: Buffer): Promise<void> {
  await db().$executeRaw`delete from oidc_record where model = ${model} and id_hash = ${idHash}`
}

export async function deleteRecordsOfGrant(model: string, grantId: string): Promise<void> {
  await db().$executeRaw`delete from oidc_record where model = ${model} and grant_id = ${grantId}`
}

export interface NewAccessToken {
  tokenHash: Buffer
  arrangementId: string | null
  clientId: string
  jkt: string | null
  payload: object
  expiresAt: Date
}

export async function insertAccessToken(token: NewAccessToken): Promise<void> {
  await db().$executeRaw`
    insert into access_token (token_hash, arrangement_id, client_id, jkt, payload, expires_at)
    values (${token.tokenHash}, ${token.arrangementId}, ${token.clientId}, ${token.jkt}, ${json(token.payload)}::jsonb, ${token.expiresAt})`
}

/** The token's payload while its arrangement's consent is in force. */
export async function findAccessToken(tokenHash: Buffer): Promise<Record<string, unknown> | undefined> {
  const rows = await db().$queryRaw<{ payload: Record<string, unknown> }[]>`
    select t.payload from access_token t where t.token_hash = ${tokenHash} and (t.arrangement_id is null or exists (
      select 1 from consent_in_force_now f where f.arrangement_id = t.arrangement_id and f.client_id = t.client_id))`
  return rows[0]?.payload
}

export async function deleteAccessToken(tokenHash: Buffer): Promise<void> {
  await db().$executeRaw`delete from access_token where token_hash = ${tokenHash}`
}

export async function deleteAccessTokensOfGrant(arrangementId: string): Promise<void> {
  await db().$executeRaw`delete from access_token where arrangement_id = ${arrangementId}`
}

/** Takes note of an identifier. True for exactly one caller, however many try at once. */
export async function insertReplay(idHash: Buffer, expiresAt: Date): Promise<boolean> {
  const inserted = await db().$executeRaw`
    insert into replay (id_hash, expires_at) values (${idHash}, ${expiresAt}) on conflict do nothing`
  return inserted === 1
}

/** Removes up to `limit` rows of each table that ran out before `before`. Returns how many. */
export async function deleteExpired(before: Date, limit: number): Promise<number> {
  const records = await db().$executeRaw`
    delete from oidc_record where ctid = any(array(select ctid from oidc_record where expires_at < ${before} limit ${limit}))`
  const tokens = await db().$executeRaw`
    delete from access_token where ctid = any(array(select ctid from access_token where expires_at < ${before} limit ${limit}))`
  const replays = await db().$executeRaw`
    delete from replay where ctid = any(array(select ctid from replay where expires_at < ${before} limit ${limit}))`
  return records + tokens + replays
}
