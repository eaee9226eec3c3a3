import { now, type OccupancyId, type SupplyPointId } from '#lib/core/index.ts'
import { db, Prisma } from '#lib/db/index.ts'

export interface NewLetter {
  occupancyId: OccupancyId
  codeHash: Buffer
  sealedCode: Buffer
  queuedAt: Date
  expiresAt: Date
}

const own = (bytes: Uint8Array) => Uint8Array.from(bytes)

export async function insertLetter({ codeHash, sealedCode, ...letter }: NewLetter): Promise<void> {
  await db().occupancyLetter.create({
    data: { ...letter, codeHash: own(codeHash), sealedCode: own(sealedCode) },
  })
}

/** Letters of an occupancy open nothing any more, and what they said is gone. */
export async function closeLetters(occupancyId: OccupancyId): Promise<void> {
  await db().occupancyLetter.updateMany({
    where: { occupancyId, closedAt: null },
    data: { closedAt: now(), sealedCode: null },
  })
}

/** How many letters went to a supply point, whoever asked for them. */
export const countLetters = (supplyPointId: SupplyPointId, since: Date): Promise<number> =>
  db().occupancyLetter.count({ where: { occupancy: { supplyPointId }, queuedAt: { gte: since } } })

/** The letter that still opens something, held until the transaction ends: its tries are taken one after the other. */
export async function lockOpenLetter(occupancyId: OccupancyId) {
  const [row] = await db().$queryRaw<{ id: bigint; codeHash: Buffer; tries: number; expiresAt: Date }[]>(
    Prisma.sql`
      select id, code_hash as "codeHash", tries, expires_at as "expiresAt" from occupancy_letter
      where occupancy_id = ${occupancyId} and closed_at is null for update`,
  )
  return row && { ...row, codeHash: Buffer.from(row.codeHash) }
}

export async function countTry(id: bigint): Promise<void> {
  await db().occupancyLetter.update({ where: { id }, data: { tries: { increment: 1 } } })
}

/** The letter that is under way, if there is one. */
export const findOpenLetter = (occupancyId: OccupancyId) =>
  db().occupancyLetter.findFirst({
    where: { occupancyId, closedAt: null, expiresAt: { gt: now() } },
    select: { queuedAt: true, expiresAt: true, tries: true, sealedCode: true },
  })
