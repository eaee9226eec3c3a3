import type { ArrangementId, ConsentId, SupplyPointId } from '#lib/core/index.ts'
import { db, pool } from '#lib/db/index.ts'
import type { OccupancyLevel } from '#lib/energy/index.ts'
import type { Circumstances, DisclosureRecord, DpopProof, Holder } from './shared.ts'

/** The consent behind a token, and the readings that it lets through. */
export interface SharedReadings {
  arrangementId: ArrangementId
  consentId: ConsentId
  /** The software product, as OAuth knows it */
  clientId: string
  permissions: string[]
  /** Null when the handle names no supply point of this consent */
  supplyPointId: SupplyPointId | null
  /** How well it is proved that the consumer lives there; null when it isn't */
  level: OccupancyLevel | null
  /** What of the period lies within consent and proved occupancy, epoch milliseconds; equal when nothing does */
  fromMs: number
  toMs: number
  /** Days since the epoch, ascending, and their packed rows one after the other */
  dayNumbers: number[]
  wh: Buffer
  /** Bytes of each row, or null when all are 96 */
  widths: number[] | null
}

/** The token, and the one key that it must be bound to (of the two bindings, the other is null): $1 to $3. */
const boundTo = ({ tokenHash, proof }: Holder): [Buffer, string | null, string | null] =>
  proof.kind === 'dpop' ? [tokenHash, proof.jkt, null] : [tokenHash, null, proof.x5tS256]

/**
 * Decides and reads in one statement: token, key, consent, participant, supply point, proved occupancy and period.
 * Nothing is cached, so what a withdrawal has ended is not here. No row: the token is not accepted. The period
 * ends now at the latest: a month's total that grew from day to day would give away each day.
 */
const READ = `
select f.arrangement_id as "arrangementId", f.consent_id as "consentId", f.client_id as "clientId", f.permissions, s.supply_point_id as "supplyPointId",
       o.level, w.from_ms as "fromMs", w.to_ms as "toMs", r.days as "dayNumbers", r.wh, r.widths
from access_token t
join consent_in_force_now f on f.origin_id = t.consent_id and f.client_id = t.client_id
left join consent_supply_point s on s.consent_id = f.consent_id and s.handle = $4
left join supply_point m on m.id = s.supply_point_id
left join occupancy_proved_now o on o.id = s.occupancy_id and o.supply_point_id = s.supply_point_id
left join lateral (
  select greatest($5, ms(f.history_from), ms(o.opens_at)) as from_ms, least($6, ms(now()), ms(f.ends_at), ms(o.ends_at)) as to_ms
) w on o.id is not null
left join lateral (
  select array_agg(d.day - date '1970-01-01' order by d.day) as days, string_agg(d.wh, ''::bytea order by d.day) as wh,
         case when max(octet_length(d.wh)) > 96 then array_agg(octet_length(d.wh) order by d.day) end as widths
  from reading_day d
  where d.supply_point_key = m.key and w.from_ms < w.to_ms
    and d.day >= date '1970-01-01' + (w.from_ms / 86400000)::int and d.day <= date '1970-01-01' + ((w.to_ms - 1) / 86400000)::int
) r on true
where t.token_hash = $1 and t.jkt is not distinct from $2 and t.x5t_s256 is not distinct from $3 and t.expires_at > now()`

/** Reads what a holder may see of one supply point in [fromMs, toMs). Undefined: the token is not accepted. */
export async function readShared(
  holder: Holder,
  handle: string,
  fromMs: number,
  toMs: number,
): Promise<SharedReadings | undefined> {
  const { rows } = await pool().query({
    name: 'read-shared',
    text: READ,
    values: [...boundTo(holder), handle, fromMs, toMs],
  })
  const row = rows[0]
  if (!row) return undefined
  const from = Number(row.fromMs ?? fromMs)
  return {
    ...row,
    fromMs: from,
    toMs: Math.max(from, Number(row.toMs ?? from)),
    dayNumbers: row.dayNumbers ?? [],
    wh: row.wh ?? Buffer.alloc(0),
  }
}

export interface SharedSupplyPoint {
  handle: string
  fuel: string
  direction: string
  postcode: string
  mpan: string
}

const LIST = `
select f.arrangement_id as "arrangementId", f.consent_id as "consentId", f.client_id as "clientId", f.permissions,
       coalesce((select json_agg(json_build_object('handle', s.handle, 'fuel', m.fuel, 'direction', m.direction,
                                                   'postcode', m.postcode, 'mpan', m.mpan) order by s.handle)
                 from consent_supply_point s join supply_point m on m.id = s.supply_point_id
                 join occupancy_proved_now o on o.id = s.occupancy_id where s.consent_id = f.consent_id), '[]') as points
from access_token t
join consent_in_force_now f on f.origin_id = t.consent_id and f.client_id = t.client_id
where t.token_hash = $1 and t.jkt is not distinct from $2 and t.x5t_s256 is not distinct from $3 and t.expires_at > now()`

/** The supply points that a holder may see: those where it is proved that the consumer lives. Undefined: the token is not accepted. */
export async function listShared(holder: Holder) {
  const { rows } = await pool().query<{
    arrangementId: ArrangementId
    consentId: ConsentId
    clientId: string
    permissions: string[]
    points: SharedSupplyPoint[]
  }>({ name: 'list-shared', text: LIST, values: boundTo(holder) })
  return rows[0]
}

export interface PendingRecord {
  holder: Holder
  circumstances: Circumstances
  record: DisclosureRecord
}

/**
 * Proofs that are new, and the records that belong to them or need none, in one durable statement. Proofs go in by
 * order of their key, so that two processes with the same ones wait for one another but never in a circle.
 */
const RECORD = `
with fresh as (
  insert into replay (id_hash, expires_at)
  select p.id_hash, p.expires_at from unnest($1::bytea[], $2::timestamptz[]) as p (id_hash, expires_at)
  where p.id_hash is not null order by p.id_hash
  on conflict do nothing returning id_hash
), recorded as (
  insert into disclosure (arrangement_id, consent_id, supply_point_id, permission, granularity, period_from, period_to, readings,
                          customer_present, interaction_id, disclosed_at)
  select r.arrangement, r.consent, r.supply_point, r.permission, r.granularity, r.period_from, r.period_to, r.readings,
         r.present, r.interaction, clock_timestamp()
  from unnest($1::bytea[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
              $10::int[], $11::bool[], $12::uuid[])
       as r (proof, arrangement, consent, supply_point, permission, granularity, period_from, period_to, readings, present, interaction)
  where r.proof is null or r.proof in (select id_hash from fresh)
)
select id_hash from fresh`

/**
 * Makes a batch durable: each DPoP proof is used up and its disclosure recorded, or neither; what a certificate
 * proved is recorded. Returns what was recorded; the proofs of the others were used before, here or on another process.
 * No proof may be in the batch twice.
 */
export async function recordBatch<T extends PendingRecord>(batch: readonly T[]): Promise<T[]> {
  const of = <V>(pick: (item: PendingRecord) => V): V[] => batch.map(pick)
  const { rows } = await pool().query<{ id_hash: Buffer }>({
    name: 'record-disclosures',
    text: RECORD,
    values: [
      of((item) => usableOnce(item)?.hash ?? null),
      of((item) => usableOnce(item)?.expiresAt ?? null),
      of(({ record }) => record.arrangementId),
      of(({ record }) => record.consentId),
      of(({ record }) => record.supplyPointId),
      of(({ record }) => record.permission),
      of(({ record }) => record.granularity),
      of(({ record }) => record.periodFrom),
      of(({ record }) => record.periodTo),
      of(({ record }) => record.readings),
      of(({ circumstances }) => circumstances.customerPresent),
      of(({ circumstances }) => circumstances.interactionId),
    ],
  })
  const fresh = new Set(rows.map((row) => row.id_hash.toString('hex')))
  return batch.filter((item) => {
    const proof = usableOnce(item)
    return !proof || fresh.has(proof.hash.toString('hex'))
  })
}

/** The proof that a record uses up; undefined when a certificate proved the key. */
export const usableOnce = ({ holder: { proof } }: PendingRecord): DpopProof | undefined =>
  proof.kind === 'dpop' ? proof : undefined

export interface DisclosureRow {
  id: bigint
  disclosedAt: Date
  permission: string
  granularity: string | null
  periodFrom: Date | null
  periodTo: Date | null
  readings: number
  customerPresent: boolean
  interactionId: string
  mpan: string | null
}

/** Disclosures of an account's own arrangement, newest first, older than `before` if given. */
export function findDisclosures(
  accountId: string,
  arrangementId: string,
  before: bigint | undefined,
  limit: number,
): Promise<DisclosureRow[]> {
  return db().$queryRaw<DisclosureRow[]>`
    select d.id, d.disclosed_at as "disclosedAt", d.permission, d.granularity, d.period_from as "periodFrom",
           d.period_to as "periodTo", d.readings, d.customer_present as "customerPresent",
           d.interaction_id::text as "interactionId", s.mpan
    from disclosure d join arrangement a on a.id = d.arrangement_id and a.account_id = ${accountId}
    left join supply_point s on s.id = d.supply_point_id
    where d.arrangement_id = ${arrangementId} and d.id < ${before ?? NEWEST}
    order by d.id desc limit ${limit}`
}

const NEWEST = 2n ** 63n - 1n

export interface UseRow {
  times: number
  days: number
  firstAt: Date | null
  lastAt: Date | null
}

/** How often data left under an account's own arrangement. */
export async function findUse(accountId: string, arrangementId: string): Promise<UseRow> {
  const [row] = await db().$queryRaw<UseRow[]>`
    select count(*)::int as times, count(distinct (d.disclosed_at at time zone 'Europe/London')::date)::int as days,
           min(d.disclosed_at) as "firstAt", max(d.disclosed_at) as "lastAt"
    from disclosure d join arrangement a on a.id = d.arrangement_id
    where d.arrangement_id = ${arrangementId} and a.account_id = ${accountId}`
  return row ?? { times: 0, days: 0, firstAt: null, lastAt: null }
}

/** A disclosure as its batch commits to it: all of the record, its times in RFC 3339. */
export interface BatchRecord {
  id: string
  [member: string]: string | number | boolean | null
}

/** Locks up to `limit` disclosures that no batch holds yet, oldest first, against a second closing. */
export async function lockOpenRecords(limit: number): Promise<BatchRecord[]> {
  await db().$executeRaw`select pg_advisory_xact_lock(hashtext('disclosure-batch'))`
  const rows = await db().disclosure.findMany({
    where: { batchSeq: null },
    orderBy: { id: 'asc' },
    take: limit,
    omit: { batchSeq: true },
  })
  return rows.map(({ id, periodFrom, periodTo, disclosedAt, ...record }) => ({
    ...record,
    id: String(id),
    periodFrom: periodFrom?.toISOString() ?? null,
    periodTo: periodTo?.toISOString() ?? null,
    disclosedAt: disclosedAt.toISOString(),
  }))
}

/** Notes which ledger entry closed these disclosures. */
export async function assignBatch(seq: bigint, records: BatchRecord[]): Promise<void> {
  const ids = records.map(({ id }) => BigInt(id))
  await db().disclosure.updateMany({ where: { id: { in: ids } }, data: { batchSeq: seq } })
}
