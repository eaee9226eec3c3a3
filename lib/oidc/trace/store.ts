import { grouped, statement } from '#lib/db/index.ts'
import type { NewRecord } from '../store.ts'

export interface NewAccessToken {
  tokenHash: Buffer
  /** Null for a token that a client has for itself */
  consentId: string | null
  clientId: string
  jkt: string | null
  x5tS256: string | null
  /** JSON */
  payload: string
  expiresAt: Date
}

/** That an assertion or a proof was used. */
export interface Mark {
  model: 'ClientAssertion' | 'DPoPProof'
  idHash: Buffer
  expiresAt: Date
}

/** A record that works once, such as a code. */
export interface Once {
  model: string
  idHash: Buffer
}

/** What a request leaves behind. */
export interface Trace {
  marks: Mark[]
  consumed: Once[]
  tokens: NewAccessToken[]
  records: NewRecord[]
}

/**
 * The traces of some requests in one durable statement: of each, all or nothing. Refused are those with a mark that was
 * made before, or with a record that is used up; of two with the same one the first has it. What belongs to which
 * request is told by its number. Marks and locks go by order of their key, so that two processes with the same ones wait
 * for one another but never in a circle; when a record was used is noted after the wait. Returns the numbers of the
 * refused, with the model of what was used before. Of several that is the first in the alphabet: an assertion before a
 * proof, since who calls is settled first.
 */
const LEAVE = `
with mark as (
  select * from unnest((select $1::int[]), (select $2::text[]), (select $3::bytea[]), (select $4::timestamptz[]))
    as m (n, model, id_hash, expires_at)
), first_mark as (
  select distinct on (id_hash) * from mark order by id_hash, n, model
), made as (
  insert into replay (id_hash, expires_at) select id_hash, expires_at from first_mark order by id_hash
  on conflict do nothing returning id_hash
), replayed as (
  select n, model from mark except all select n, model from first_mark join made using (id_hash)
), once as (
  select * from unnest((select $5::int[]), (select $6::text[]), (select $7::bytea[])) as o (n, model, id_hash)
), first_once as (
  select distinct on (model, id_hash) * from once where n not in (select n from replayed) order by model, id_hash, n
), locked as (
  select o.n, r.model, r.id_hash from first_once o join oidc_record r on r.model = o.model and r.id_hash = o.id_hash
  where r.consumed_at is null order by r.model, r.id_hash for update of r
), used as (
  update oidc_record r set consumed_at = clock_timestamp() from locked l where r.model = l.model and r.id_hash = l.id_hash
  returning l.n
), refused as (
  select n, model from replayed
  union all select n, model from once where n not in (select n from replayed union all select n from used)
), issued as (
  insert into access_token (token_hash, consent_id, client_id, jkt, x5t_s256, payload, expires_at)
  select token_hash, consent_id, client_id, jkt, x5t_s256, payload::jsonb, expires_at
  from unnest((select $8::int[]), $9::bytea[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::timestamptz[])
    as t (n, token_hash, consent_id, client_id, jkt, x5t_s256, payload, expires_at)
  where n not in (select n from refused)
), kept as (
  insert into oidc_record (model, id_hash, grant_id, uid, user_code, payload, expires_at)
  select model, id_hash, grant_id, uid, user_code, payload::jsonb, expires_at
  from unnest((select $16::int[]), $17::text[], $18::bytea[], $19::text[], $20::text[], $21::text[], $22::text[], $23::timestamptz[])
    as r (n, model, id_hash, grant_id, uid, user_code, payload, expires_at)
  where n not in (select n from refused)
)
select n, min(model) as model from refused group by n`

const leave = statement<{ n: number; model: string }>('oidc-leave-traces', LEAVE)

/**
 * Leaves a trace, whole. Undefined for exactly one of all who use the same mark or record, however many try at once;
 * the others get the model of what was used before, and nothing of theirs is kept.
 */
export const leaveTrace = grouped(async (traces: Trace[]): Promise<(string | undefined)[]> => {
  const all = <Part extends keyof Trace>(part: Part) =>
    traces.flatMap((trace, n) => (trace[part] as Trace[Part][number][]).map((one) => ({ ...one, n })))
  const rows = await leave(
    ...columns(all('marks'), ['n', 'model', 'idHash', 'expiresAt']),
    ...columns(all('consumed'), ['n', 'model', 'idHash']),
    ...columns(all('tokens'), [
      'n',
      'tokenHash',
      'consentId',
      'clientId',
      'jkt',
      'x5tS256',
      'payload',
      'expiresAt',
    ]),
    ...columns(all('records'), [
      'n',
      'model',
      'idHash',
      'grantId',
      'uid',
      'userCode',
      'payload',
      'expiresAt',
    ]),
  )
  const refused = new Map(rows.map(({ n, model }) => [n, model]))
  return traces.map((_, n) => refused.get(n))
})

const columns = <Row>(rows: Row[], names: (keyof Row)[]): unknown[][] =>
  names.map((name) => rows.map((row) => row[name]))
