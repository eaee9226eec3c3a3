import { type Actor, AppError, now, type ParticipantId, type ProductId } from '#lib/core/index.ts'
import { db, grouped, statement } from '#lib/db/index.ts'
import type { ParticipantDetails } from './details/details.ts'
import type { Participant, ProductDetails, SoftwareProduct } from './participant.ts'
import type { OwnTokenHolder, RecognisedProduct } from './recognise-product.ts'
import type { ReasonCode } from './status/reason.ts'

export const participantSelect = {
  id: true,
  legalName: true,
  tradingName: true,
  registerNumber: true,
  roles: true,
  status: true,
  website: true,
  privacyUrl: true,
  contactEmail: true,
  contactPhone: true,
} as const

const productSelect = {
  id: true,
  clientId: true,
  name: true,
  description: true,
  status: true,
  redirectUris: true,
  jwks: true,
  permissions: true,
  purposes: true,
  onwardSharing: true,
  clientChoices: true,
  logo: true,
  participant: { select: participantSelect },
} as const

const findOfClients = statement<SoftwareProduct>(
  'register-find-products',
  `select p.id, p.client_id as "clientId", p.name, p.description, p.status, p.redirect_uris as "redirectUris", p.jwks, p.permissions,
          p.purposes, p.onward_sharing as "onwardSharing", p.client_choices as "clientChoices", p.logo,
          json_build_object('id', o.id, 'legalName', o.legal_name, 'tradingName', o.trading_name, 'registerNumber', o.register_number,
                            'roles', o.roles, 'status', o.status, 'website', o.website, 'privacyUrl', o.privacy_url,
                            'contactEmail', o.contact_email, 'contactPhone', o.contact_phone) as participant
   from software_product p join participant o on o.id = p.participant_id where p.client_id = any((select $1::text[])::text[])`,
)

/** The product that OAuth knows as `clientId`, whatever its status. */
export const findProductByClientId = grouped(async (clientIds: string[]) => {
  const products = new Map((await findOfClients(clientIds)).map((product) => [product.clientId, product]))
  return clientIds.map((clientId) => products.get(clientId))
})

export async function findParticipantByRegisterNumber(
  registerNumber: string,
): Promise<Participant | undefined> {
  const row = await db().participant.findUnique({ where: { registerNumber }, select: participantSelect })
  return row ? (row as unknown as Participant) : undefined
}

export async function insertParticipant(participant: Participant): Promise<void> {
  await db().participant.create({ data: participant })
}

export async function insertProduct(product: SoftwareProduct): Promise<void> {
  const { participant, ...rest } = product
  await db().softwareProduct.create({ data: { ...rest, ...jsonOf(product), participantId: participant.id } })
}

/** What is kept as JSON, in types that Prisma takes. */
const jsonOf = ({ jwks, purposes, clientChoices = {} }: ProductDetails) => ({
  jwks: jwks as object,
  purposes: purposes as object[],
  clientChoices: clientChoices as object,
})

/** What happened, as it is kept. */
export interface NewEvent {
  participantId: ParticipantId
  productId: ProductId | undefined
  event: string
  status: string
  reason?: ReasonCode
  sentence?: string
  fields?: string[]
  actorKind: Actor['kind']
  actor: string
  proposedBy?: string | undefined
}

export async function insertEvent({
  productId,
  reason,
  sentence,
  proposedBy,
  fields = [],
  ...event
}: NewEvent): Promise<void> {
  const optional = { productId: productId ?? null, reason: reason ?? null, sentence: sentence ?? null }
  await db().registerEvent.create({
    data: { ...event, ...optional, fields, proposedBy: proposedBy ?? null, happenedAt: now() },
  })
}

export async function setClientChoices(
  id: string,
  clientChoices: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db().softwareProduct.update({ where: { id }, data: { clientChoices: clientChoices as object } })
}

/**
 * Waits for whoever else changes this participant or one of its products, and reads it. Its row is the lock of all that
 * belongs to it, held until the transaction ends.
 * @throws AppError `not_found`
 */
export async function lockParticipant(id: ParticipantId): Promise<Participant> {
  await db().$executeRaw`select from participant where id = ${id} for no key update`
  const row = await db().participant.findUnique({ where: { id }, select: participantSelect })
  if (!row) throw new AppError('not_found', 'no-such-participant', 'There is no such participant.')
  return row as unknown as Participant
}

/** The same for a product: locks its participant. */
export async function lockProduct(id: ProductId): Promise<SoftwareProduct> {
  await db().$executeRaw`
    select from participant where id = (select participant_id from software_product where id = ${id}) for no key update`
  const row = await db().softwareProduct.findUnique({ where: { id }, select: productSelect })
  if (!row) throw new AppError('not_found', 'no-such-product', 'There is no such app.')
  return row as unknown as SoftwareProduct
}

/**
 * Reads a product and keeps its status as it is until the transaction ends: who decides on grounds of a status must not
 * be overtaken by its end. Many may hold at once.
 */
export async function holdProduct(id: ProductId): Promise<SoftwareProduct> {
  await db().$executeRaw`
    select from participant where id = (select participant_id from software_product where id = ${id}) for share`
  return lockedAlready(id)
}

const lockedAlready = async (id: ProductId): Promise<SoftwareProduct> => {
  const row = await db().softwareProduct.findUniqueOrThrow({ where: { id }, select: productSelect })
  return row as unknown as SoftwareProduct
}

export async function setParticipantStatus(id: ParticipantId, status: Participant['status']): Promise<void> {
  await db().participant.update({ where: { id }, data: { status } })
}

export async function setProductStatus(id: ProductId, status: SoftwareProduct['status']): Promise<void> {
  await db().softwareProduct.update({ where: { id }, data: { status } })
}

/** Writes the details and nothing else, whatever more the object holds: a status is changed by its own verbs. */
export async function setParticipantDetails(id: ParticipantId, details: ParticipantDetails): Promise<void> {
  const { legalName, tradingName, roles, website, privacyUrl, contactEmail, contactPhone } = details
  await db().participant.update({
    where: { id },
    data: { legalName, tradingName, roles, website, privacyUrl, contactEmail, contactPhone },
  })
}

/** The same for a product. */
export async function setProductDetails(id: ProductId, details: ProductDetails): Promise<void> {
  const { name, description, redirectUris, permissions, onwardSharing, logo = null } = details
  const plain = { name, description, redirectUris, permissions, onwardSharing, logo }
  await db().softwareProduct.update({ where: { id }, data: { ...plain, ...jsonOf(details) } })
}

export async function findParticipant(id: string): Promise<Participant | undefined> {
  const row = await db().participant.findUnique({ where: { id }, select: participantSelect })
  return row ? (row as unknown as Participant) : undefined
}

/** Participants of whom a name, a number or a client id contains `text`, by trading name. */
export async function searchParticipants(text: string, limit: number): Promise<Participant[]> {
  const contains = { contains: text, mode: 'insensitive' as const }
  const rows = await db().participant.findMany({
    where: {
      OR: [
        { tradingName: contains },
        { legalName: contains },
        { registerNumber: contains },
        { products: { some: { OR: [{ name: contains }, { clientId: contains }] } } },
      ],
    },
    orderBy: [{ tradingName: 'asc' }, { id: 'asc' }],
    take: limit,
    select: participantSelect,
  })
  return rows as unknown as Participant[]
}

/** A product by its id, whatever its status. */
export async function findProduct(id: string): Promise<SoftwareProduct | undefined> {
  const row = await db().softwareProduct.findUnique({ where: { id }, select: productSelect })
  return row ? (row as unknown as SoftwareProduct) : undefined
}

/** All products that a participant has or had, oldest first. */
export async function findAllProducts(participantId: string): Promise<SoftwareProduct[]> {
  const rows = await db().softwareProduct.findMany({
    where: { participantId },
    orderBy: { createdAt: 'asc' },
    select: productSelect,
  })
  return rows as unknown as SoftwareProduct[]
}

/** What happened to a participant and its products, newest first. */
export function findEvents(where: { participantId: string } | { productId: string }, limit: number) {
  return db().registerEvent.findMany({
    where,
    orderBy: { id: 'desc' },
    take: limit,
    select: {
      id: true,
      event: true,
      status: true,
      reason: true,
      sentence: true,
      fields: true,
      actor: true,
      proposedBy: true,
      happenedAt: true,
      product: { select: { name: true } },
    },
  })
}

/** The products of a participant that are still in the register, oldest first. */
export async function findProducts(participantId: ParticipantId): Promise<SoftwareProduct[]> {
  const rows = await db().softwareProduct.findMany({
    where: { participantId, status: { not: 'removed' } },
    orderBy: { createdAt: 'asc' },
    select: productSelect,
  })
  return rows as unknown as SoftwareProduct[]
}

/**
 * The product to which a `client_credentials` token belongs, while it is active, with the token's scope. Uses a DPoP
 * proof up in the same statement: `fresh` for exactly one caller, however many come with it at once.
 */
export async function findOwnToken({ tokenHash, proof }: OwnTokenHolder, audience: string) {
  const dpop = proof.kind === 'dpop' ? proof : undefined
  const x5tS256 = proof.kind === 'certificate' ? proof.x5tS256 : null
  const rows = await db().$queryRaw<(RecognisedProduct & { scope: string; fresh: boolean })[]>`
    with token as (
      select p.id as "productId", p.participant_id as "participantId", coalesce(t.payload->>'scope', '') as scope
      from access_token t
      join software_product p on p.client_id = t.client_id and p.status = 'active'
      join participant o on o.id = p.participant_id and o.status = 'active'
      where t.token_hash = ${tokenHash} and t.expires_at > now()
        and t.jkt is not distinct from ${dpop?.jkt ?? null}::text and t.x5t_s256 is not distinct from ${x5tS256}::text
        and t.payload->>'kind' = 'ClientCredentials' and t.payload->>'aud' = ${audience}
    ), fresh as (
      insert into replay (id_hash, expires_at) select ${dpop?.hash ?? null}::bytea, ${dpop?.expiresAt ?? null}::timestamptz from token
      where ${dpop !== undefined} on conflict do nothing returning 1
    )
    select token.*, ${dpop === undefined} or exists (select from fresh) as fresh from token`
  return rows[0]
}
