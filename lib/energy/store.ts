import type { PoolClient } from 'pg'
import type { AccountId, OccupancyId, SupplyPointId } from '#lib/core/index.ts'
import { db, Prisma, pool } from '#lib/db/index.ts'
import type { ReadingWindow, StoredReadings } from './reading-window.ts'
import type { NumberKind } from './supply-number.ts'
import type { Fuel, Occupancy, OccupancyLevel, SupplyPoint } from './supply-point.ts'

/** Adds a supply point and returns its key; undefined when its number or source reference is taken. */
export async function insertSupplyPoint(point: Omit<SupplyPoint, 'key'>): Promise<number | undefined> {
  const [row] = await db().$queryRaw<{ key: number }[]>(Prisma.sql`
    insert into supply_point (id, mpan, number_kind, fuel, address, postcode, gsp_group, source_ref, demo)
    values (${point.id}, ${point.mpan}, ${point.numberKind}, ${point.fuel}, ${point.address}, ${point.postcode}, ${point.gspGroup}, ${point.sourceRef}, ${point.demo})
    on conflict do nothing returning key`)
  return row?.key
}

/** The supply point that came from a source, e.g. `lcl:MAC000002`. */
export async function findBySourceRef(
  sourceRef: string,
): Promise<Pick<SupplyPoint, 'id' | 'key'> | undefined> {
  const row = await db().supplyPoint.findUnique({ where: { sourceRef }, select: { id: true, key: true } })
  return row ? (row as Pick<SupplyPoint, 'id' | 'key'>) : undefined
}

export async function findAccountByEmail(email: string): Promise<AccountId | undefined> {
  const row = await db().account.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } })
  return row ? (row.id as AccountId) : undefined
}

/** Holds a supply point until the transaction ends, so that no two occupancies of one person start at once. */
export async function lockSupplyPoint(id: SupplyPointId): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>(
    Prisma.sql`select 1 from supply_point where id = ${id} for no key update`,
  )
  return rows.length > 0
}

/** Whether the account lives at the supply point at `startsAt` or later. */
export async function findOverlap(
  accountId: AccountId,
  supplyPointId: SupplyPointId,
  startsAt: Date,
): Promise<boolean> {
  const found = await db().occupancy.findFirst({
    where: { accountId, supplyPointId, OR: [{ endsAt: null }, { endsAt: { gt: startsAt } }] },
    select: { id: true },
  })
  return found !== null
}

export async function insertOccupancy(occupancy: Occupancy): Promise<void> {
  await db().occupancy.create({ data: occupancy })
}

/** The occupancy, held until the transaction ends. */
export async function lockOccupancy(id: OccupancyId): Promise<Occupancy | undefined> {
  const [row] = await db().$queryRaw<Occupancy[]>(Prisma.sql`
    select id, account_id as "accountId", supply_point_id as "supplyPointId", starts_at as "startsAt", ends_at as "endsAt",
           level, method, opens_at as "opensAt", verified_until as "verifiedUntil"
    from occupancy where id = ${id} for no key update`)
  return row
}

export async function updateOccupancyEnd(id: OccupancyId, endsAt: Date): Promise<void> {
  await db().occupancy.update({ where: { id }, data: { endsAt } })
}

export interface Proof extends Pick<Occupancy, 'level' | 'method' | 'opensAt' | 'verifiedUntil'> {
  verifiedAt: Date
}

/** What is proved of an occupancy that is locked. */
export async function updateProof(id: OccupancyId, proof: Proof): Promise<void> {
  const { level, method, opensAt, verifiedUntil, verifiedAt } = proof
  await db().occupancy.update({ where: { id }, data: { level, method, opensAt, verifiedUntil, verifiedAt } })
}

export interface HomeRow {
  supplyPointId: SupplyPointId
  occupancyId: OccupancyId
  address: string
  postcode: string
  mpan: string
  numberKind: NumberKind
  fuel: Fuel
  demo: boolean
  startsAt: Date
  /** When they moved out, or a holder says that they did */
  endsAt: Date | null
  /** Whether that is only what a holder says */
  held: boolean
  /** What is proved now; 0 and null where nothing is, or no longer */
  level: OccupancyLevel
  /** Verified last before their account was recovered */
  closed: boolean
  opensAt: Date | null
  verifiedUntil: Date | null
  /** The outermost stored days of the proved occupancy, two on each side: one may hold nothing of its time. Null: none */
  dayNumbers: number[] | null
  wh: Uint8Array | null
  widths: number[] | null
}

/**
 * Whether an occupancy `o` is closed to account `a`: it was verified last before the account was recovered, so whoever
 * reads somebody's e-mail may be asking. Every read of somebody's own readings holds this.
 */
const CLOSED = Prisma.raw(`coalesce(o.verified_at <= a.recovered_at, false)`)

/** The occupancies of an account with their supply points, latest first; of closed ones, nothing about readings. */
export function findHomes(accountId: AccountId): Promise<HomeRow[]> {
  return db().$queryRaw<HomeRow[]>(Prisma.sql`
    select s.id as "supplyPointId", o.id as "occupancyId", s.address, s.postcode, s.mpan, s.number_kind as "numberKind",
           s.fuel, s.demo, o.starts_at as "startsAt", least(o.ends_at, o.held_from) as "endsAt", coalesce(p.level, 0) as level, ${CLOSED} as closed,
           coalesce(o.held_from < coalesce(o.ends_at, 'infinity'), false) as held, p.opens_at as "opensAt", o.verified_until as "verifiedUntil", r."dayNumbers", r.wh, r.widths
    from occupancy o join supply_point s on s.id = o.supply_point_id join account a on a.id = o.account_id
    left join occupancy_proved_now p on p.id = o.id
    left join lateral (
      select array_agg(day - date '1970-01-01' order by day) as "dayNumbers", string_agg(wh, ''::bytea order by day) as wh,
             array_agg(octet_length(wh) order by day) as widths
      from (
        (select day, wh from reading_day where supply_point_key = s.key
           and day >= (p.opens_at at time zone 'UTC')::date order by day limit 2)
        union
        (select day, wh from reading_day where supply_point_key = s.key and day >= (p.opens_at at time zone 'UTC')::date
           and (p.ends_at is null or day <= (p.ends_at at time zone 'UTC')::date) order by day desc limit 2)
      ) edge
    ) r on not ${CLOSED}
    where o.account_id = ${accountId}
    order by o.starts_at desc, o.id`)
}

/** What is stored of [fromMs, toMs) while the account lives or lived there, and proved it. Undefined: no such occupancy of theirs, or closed. */
export async function findReadings(
  accountId: AccountId,
  occupancyId: OccupancyId,
  { fromMs, toMs }: ReadingWindow,
): Promise<(StoredReadings & { level: OccupancyLevel }) | undefined> {
  const { rows } = await pool().query({ text: READINGS, values: [accountId, occupancyId, fromMs, toMs] })
  const row = rows[0]
  if (!row) return undefined
  const window = { fromMs: Number(row.fromMs), toMs: Math.max(Number(row.fromMs), Number(row.toMs)) }
  return {
    ...window,
    level: row.level,
    dayNumbers: row.dayNumbers ?? [],
    wh: row.wh ?? new Uint8Array(0),
    widths: row.widths,
  }
}

const READINGS = `
select coalesce(p.level, 0) as level, w.from_ms as "fromMs", w.to_ms as "toMs", r.*
from occupancy o join supply_point s on s.id = o.supply_point_id join account a on a.id = o.account_id
left join occupancy_proved_now p on p.id = o.id
cross join lateral (
  select greatest($3::bigint, ms(p.opens_at)) as from_ms, case when p.id is null then $3 else least($4::bigint, ms(p.ends_at)) end as to_ms
) w
left join lateral (
  select array_agg(day - date '1970-01-01' order by day) as "dayNumbers", string_agg(wh, ''::bytea order by day) as wh,
         array_agg(octet_length(wh) order by day) as widths
  from reading_day where supply_point_key = s.key and w.from_ms < w.to_ms
    and day between date '1970-01-01' + (w.from_ms / 86400000)::int and date '1970-01-01' + (w.to_ms / 86400000)::int
) r on true
where o.account_id = $1 and o.id = $2 and not ${CLOSED.sql}`

/** What names a row of reading_day; days count from 1970-01-01. */
export interface DayKey {
  supplyPointKey: number
  dayNumber: number
}

/**
 * Stores days in one transaction: `merge` is given what is stored of each and returns what to store, or undefined to
 * leave it. Writers of the same supply points wait for each other, so no reading of another writer is lost.
 */
export async function storeReadingDays<T extends DayKey>(
  rows: readonly T[],
  merge: (row: T, stored: Buffer | undefined) => Buffer | undefined,
): Promise<void> {
  const client = await pool().connect()
  try {
    await client.query('begin')
    const stored = await lockDays(client, rows)
    const changed = rows.flatMap((row) => {
      const wh = merge(row, stored.get(`${row.supplyPointKey}/${row.dayNumber}`))
      return wh ? [{ ...row, wh }] : []
    })
    if (changed.length > 0) await client.query(UPSERT, [...columns(changed), changed.map(({ wh }) => wh)])
    await client.query('commit')
    client.release()
  } catch (error) {
    // The connection goes, and the transaction with it.
    client.release(true)
    throw error
  }
}

const UPSERT = `
insert into reading_day (supply_point_key, day, wh)
select key, date '1970-01-01' + day, wh from unnest($1::int[], $2::int[], $3::bytea[]) as r (key, day, wh)
on conflict (supply_point_key, day) do update set wh = excluded.wh`

const STORED = `
select d.supply_point_key as key, d.day - date '1970-01-01' as day, d.wh
from unnest($1::int[], $2::int[]) as r (key, day)
join reading_day d on d.supply_point_key = r.key and d.day = date '1970-01-01' + r.day`

const LOCK = 'select 1 from supply_point where key = any($1::int[]) order by key for no key update'

/** The stored days among `rows`, by key and day; their supply points stay locked. */
async function lockDays(client: PoolClient, rows: readonly DayKey[]): Promise<Map<string, Buffer>> {
  const [keys, days] = columns(rows)
  await client.query(LOCK, [[...new Set(keys)]])
  const stored = await client.query<{ key: number; day: number; wh: Buffer }>(STORED, [keys, days])
  return new Map(stored.rows.map(({ key, day, wh }) => [`${key}/${day}`, wh]))
}

const columns = (rows: readonly DayKey[]): [number[], number[]] => [
  rows.map(({ supplyPointKey }) => supplyPointKey),
  rows.map(({ dayNumber }) => dayNumber),
]

export interface StoredDay {
  dayNumber: number
  wh: Uint8Array
}

/** All that is stored of a demo supply point, by day; nothing of any other. */
export function findDemoDays(supplyPointId: SupplyPointId): Promise<StoredDay[]> {
  return db().$queryRaw<StoredDay[]>(Prisma.sql`
    select d.day - date '1970-01-01' as "dayNumber", d.wh
    from reading_day d join supply_point s on s.key = d.supply_point_key
    where s.id = ${supplyPointId} and s.demo order by d.day`)
}
