import { type AccountId, now, type OccupancyId, type SupplyPointId } from '#lib/core/index.ts'
import { db, Prisma } from '#lib/db/index.ts'
import type { SupplyNumber } from '#lib/energy/index.ts'
import type { Method } from './evidence.ts'
import type { Claim } from './verifier.ts'

/** Those who type the same number, or are the same person, wait for each other: so no try goes uncounted. */
export async function lockTries(accountId: AccountId, hash: Buffer): Promise<void> {
  for (const key of [`claims:${accountId}`, `claims:${hash.toString('base64url')}`].toSorted()) {
    await db().$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
  }
}

/** The supply point of a number. */
export async function findByNumber({ kind, digits }: SupplyNumber) {
  const where = { mpan: digits, numberKind: kind }
  const row = await db().supplyPoint.findFirst({ where, select: { id: true, postcode: true } })
  return row ? { ...row, id: row.id as SupplyPointId } : undefined
}

type FoundClaim = Claim & { endsAt: Date | null }

/** Since their account was recovered nothing that was proved before counts: anybody who reads their e-mail may be asking. */
const CLOSED = Prisma.raw('coalesce(o.verified_at <= a.recovered_at, false)')

const claim = () => Prisma.sql`
    select o.id as "occupancyId", o.account_id as "accountId", o.supply_point_id as "supplyPointId", s.mpan as number,
           s.number_kind as "numberKind", s.fuel, s.demo, o.starts_at as "startsAt", o.ends_at as "endsAt",
           (select max(e.effective_at) from supply_event e
            where e.supply_point_id = s.id and e.kind = 'change-of-tenancy' and e.effective_at <= ${now()}
              and not exists (select 1 from tenancy_effect t where t.event_id = e.id and t.status = 'disputed')) as "changedAt", case when ${CLOSED} then 0 else coalesce(p.level, 0) end as level,
           case when not ${CLOSED} then p.opens_at end as "opensAt",
           o.verified_until as "verifiedUntil"
    from occupancy o join supply_point s on s.id = o.supply_point_id join account a on a.id = o.account_id
    left join occupancy_proved_now p on p.id = o.id`

/** An occupancy with its supply point. */
export async function findClaim(id: OccupancyId): Promise<FoundClaim | undefined> {
  const [row] = await db().$queryRaw<FoundClaim[]>(Prisma.sql`${claim()} where o.id = ${id}`)
  return row
}

/** The same, both held until the transaction ends. */
export async function lockClaim(id: OccupancyId): Promise<FoundClaim | undefined> {
  const [row] = await db().$queryRaw<FoundClaim[]>(
    Prisma.sql`${claim()} where o.id = ${id} for no key update of s, o`,
  )
  return row
}

export interface NewEvidence {
  accountId: AccountId
  occupancyId?: OccupancyId
  method: Method | 'address'
  outcome: 'accepted' | 'refused'
  hash: Buffer
  level?: number
  movedIn?: Date | undefined
  countsUntil?: Date
}

export async function insertEvidence({ hash, ...evidence }: NewEvidence): Promise<void> {
  await db().occupancyEvidence.create({
    data: {
      ...evidence,
      movedIn: evidence.movedIn ?? null,
      hash: Uint8Array.from(hash),
      happenedAt: now(),
    },
  })
}

const wrongAnswers = { outcome: 'refused', method: { not: 'address' } }

export const countRefused = (occupancyId: OccupancyId, since: Date): Promise<number> =>
  db().occupancyEvidence.count({ where: { ...wrongAnswers, occupancyId, happenedAt: { gte: since } } })

export const countRefusedOfMeter = (supplyPointId: SupplyPointId, since: Date): Promise<number> =>
  db().occupancyEvidence.count({
    where: { ...wrongAnswers, occupancy: { supplyPointId }, happenedAt: { gte: since } },
  })

const noHomes = { outcome: 'refused', method: 'address' }

export const countRefusedClaims = (accountId: AccountId, since: Date): Promise<number> =>
  db().occupancyEvidence.count({ where: { ...noHomes, accountId, happenedAt: { gte: since } } })

export const countRefusedNumber = (hash: Buffer, since: Date): Promise<number> =>
  db().occupancyEvidence.count({
    where: { ...noHomes, hash: Uint8Array.from(hash), happenedAt: { gte: since } },
  })

export interface Counting {
  method: Method
  countsUntil: Date
  movedIn: Date | null
}

/** What was accepted for an occupancy and still counts: in time, and since the account was last recovered. */
export async function findCounting(occupancyId: OccupancyId): Promise<Counting[]> {
  return db().$queryRaw<Counting[]>`
    select e.method, e.counts_until as "countsUntil", e.moved_in as "movedIn"
    from occupancy_evidence e join account a on a.id = e.account_id
    where e.occupancy_id = ${occupancyId} and e.outcome = 'accepted' and e.counts_until > ${now()}
      and (a.recovered_at is null or e.happened_at > a.recovered_at)`
}

/** What was tried for an occupancy of an account, latest first. */
export async function findEvidence(accountId: AccountId, occupancyId: OccupancyId) {
  return db().occupancyEvidence.findMany({
    where: { accountId, occupancyId },
    orderBy: { id: 'desc' },
    take: 20,
    select: { id: true, method: true, outcome: true, level: true, happenedAt: true },
  })
}

/** Notes that something was used; false when it was before. */
export async function markUsed(idHash: Buffer, expiresAt: Date): Promise<boolean> {
  const count = await db().$executeRaw`
    insert into replay (id_hash, expires_at) values (${Uint8Array.from(idHash)}, ${expiresAt}) on conflict do nothing`
  return count === 1
}

/** How an occupancy was proved at `since` or later. */
export async function findAcceptedSince(occupancyId: OccupancyId, since: Date): Promise<Method[]> {
  const rows = await db().occupancyEvidence.findMany({
    where: {
      occupancyId,
      outcome: 'accepted',
      method: { not: 'address' },
      happenedAt: { gte: since },
      countsUntil: { gt: now() },
    },
    select: { method: true },
  })
  return rows.map(({ method }) => method as Method)
}
