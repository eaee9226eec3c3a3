import { db } from '#lib/db/index.ts'

/** That a software product registered as a client, and whether it was removed since. */
export interface Registration {
  clientId: string
  issuer: string
  softwareId: string
  statement: string
  issuedAt: Date
  /** Null when nobody may manage it */
  tokenHash: Uint8Array | null
  product: { status: string }
}

export interface NewRegistration {
  clientId: string
  issuer: string
  softwareId: string
  statement: string
  tokenHash: Uint8Array<ArrayBuffer>
}

const select = {
  clientId: true,
  issuer: true,
  softwareId: true,
  statement: true,
  issuedAt: true,
  tokenHash: true,
  product: { select: { status: true } },
} as const

/** Lets one transaction at a time register or change what an organisation has here. */
export async function lockOrganisation(issuer: string, organisation: string): Promise<void> {
  await db()
    .$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`registration ${issuer}#${organisation}`}, 0))`
}

/** Takes note that a statement was used, in this transaction. True for exactly one, however many try at once. */
export async function insertUse(idHash: Buffer, expiresAt: Date): Promise<boolean> {
  const inserted = await db().$executeRaw`
    insert into replay (id_hash, expires_at) values (${idHash}, ${expiresAt}) on conflict do nothing`
  return inserted === 1
}

export async function findRegistration(
  issuer: string,
  softwareId: string,
): Promise<Registration | undefined> {
  const where = { issuer_softwareId: { issuer, softwareId } }
  return (await db().clientRegistration.findUnique({ where, select })) ?? undefined
}

/** The registration that this token manages, unless its product was removed. */
export async function findManaged(
  clientId: string,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<Registration | undefined> {
  const where = { clientId, tokenHash, product: { status: { not: 'removed' } } }
  return (await db().clientRegistration.findFirst({ where, select })) ?? undefined
}

/** Writes down a registration, or the new one of a product whose token was taken back. */
export async function saveRegistration({ clientId, ...registration }: NewRegistration): Promise<Date> {
  const { issuedAt } = await db().clientRegistration.upsert({
    where: { clientId },
    create: { clientId, ...registration },
    update: registration,
    select: { issuedAt: true },
  })
  return issuedAt
}

/** Puts another token, or none, in the place of one. True for exactly one caller, however many try at once. */
export async function replaceToken(
  clientId: string,
  tokenHash: Uint8Array<ArrayBuffer>,
  next: { tokenHash: Uint8Array<ArrayBuffer> | null; statement?: string },
): Promise<boolean> {
  const { count } = await db().clientRegistration.updateMany({ where: { clientId, tokenHash }, data: next })
  return count === 1
}

/** Takes back whatever token manages a client. False when there is none. */
export async function clearToken(clientId: string): Promise<boolean> {
  const where = { clientId, tokenHash: { not: null } }
  const { count } = await db().clientRegistration.updateMany({ where, data: { tokenHash: null } })
  return count === 1
}
