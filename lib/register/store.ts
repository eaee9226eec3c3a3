import { db } from '#lib/db/index.ts'
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
