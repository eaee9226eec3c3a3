import { db } from '#lib/db/index.ts'
import type { Participant, SoftwareProduct } from './participant.ts'
import type { OwnTokenHolder, RecognisedProduct } from './recognise-product.ts'

const participantSelect = {
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
  participant: { select: participantSelect },
} as const

/** The product that OAuth knows as `clientId`, whatever its status. */
export async function findProductByClientId(clientId: string): Promise<SoftwareProduct | undefined> {
  const row = await db().softwareProduct.findUnique({ where: { clientId }, select: productSelect })
  return row ? (row as unknown as SoftwareProduct) : undefined
}

export async function findParticipantByRegisterNumber(
  registerNumber: string,
): Promise<Participant | undefined> {
  const row = await db().participant.findUnique({ where: { registerNumber }, select: participantSelect })
  return row ? (row as unknown as Participant) : undefined
}

export async function insertParticipant(participant: Participant): Promise<void> {
  await db().participant.create({ data: participant })
}

export async function insertProduct({
  participant,
  jwks,
  purposes,
  clientChoices = {},
  ...product
}: SoftwareProduct): Promise<void> {
  await db().softwareProduct.create({
    data: {
      ...product,
      jwks: jwks as object,
      purposes: purposes as object[],
      clientChoices: clientChoices as object,
      participantId: participant.id,
    },
  })
}

/**
 * The product to which a `client_credentials` token belongs, while it is active, with the token's scope. Uses the
 * proof up in the same statement: `fresh` for exactly one caller, however many come with it at once.
 */
export async function findOwnToken(holder: OwnTokenHolder, audience: string) {
  const { tokenHash, jkt, proofHash, proofExpiresAt } = holder
  const rows = await db().$queryRaw<(RecognisedProduct & { scope: string; fresh: boolean })[]>`
    with token as (
      select p.id as "productId", p.participant_id as "participantId", coalesce(t.payload->>'scope', '') as scope
      from access_token t
      join software_product p on p.client_id = t.client_id and p.status = 'active'
      join participant o on o.id = p.participant_id and o.status = 'active'
      where t.token_hash = ${tokenHash} and t.jkt = ${jkt} and t.expires_at > now()
        and t.payload->>'kind' = 'ClientCredentials' and t.payload->>'aud' = ${audience}
    ), fresh as (
      insert into replay (id_hash, expires_at) select ${proofHash}, ${proofExpiresAt} from token on conflict do nothing returning 1
    )
    select token.*, exists (select from fresh) as fresh from token`
  return rows[0]
}
