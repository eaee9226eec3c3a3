import { db, grouped, statement } from '#lib/db/index.ts'
import type { Participant, SoftwareProduct } from './participant.ts'

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

const findProducts = statement<SoftwareProduct>(
  'register-find-products',
  `select p.id, p.client_id as "clientId", p.name, p.description, p.status, p.redirect_uris as "redirectUris", p.jwks, p.permissions,
          p.purposes, p.onward_sharing as "onwardSharing", p.client_choices as "clientChoices",
          json_build_object('id', o.id, 'legalName', o.legal_name, 'tradingName', o.trading_name, 'registerNumber', o.register_number,
                            'roles', o.roles, 'status', o.status, 'website', o.website, 'privacyUrl', o.privacy_url,
                            'contactEmail', o.contact_email, 'contactPhone', o.contact_phone) as participant
   from software_product p join participant o on o.id = p.participant_id where p.client_id = any((select $1::text[])::text[])`,
)

/** The product that OAuth knows as `clientId`, whatever its status. */
export const findProductByClientId = grouped(async (clientIds: string[]) => {
  const products = new Map((await findProducts(clientIds)).map((product) => [product.clientId, product]))
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
