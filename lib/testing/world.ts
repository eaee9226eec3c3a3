import { randomUUID } from 'node:crypto'
import { hashPassword, insertAccount } from '#lib/auth/index.ts'
import { newId, nowMs, type SupplyPointId } from '#lib/core/index.ts'
import {
  addSupplyPoint,
  makeMpan,
  settlementDateOf,
  settlementDayStart,
  startOccupancy,
  writeReadings,
} from '#lib/energy/index.ts'
import { addProduct, enrolParticipant } from '#lib/register/index.ts'
import { makeClientKey } from './client-key.ts'

const DAY = 86_400_000

/** A consumer with a home, and a recipient who may ask for everything: what most tests start from. `clientChoices` by their names of RFC 7591. */
export async function makeWorld(name = 'one', clientChoices: Record<string, unknown> = {}) {
  const accountId = newId('account')
  const passwordHash = await hashPassword('test')
  await insertAccount({
    id: accountId,
    email: `${name}@test.example`,
    name,
    role: 'consumer',
    passwordHash,
    demo: true,
  })
  const home = await makeHome(accountId, name)
  const keys = await makeClientKey()
  const redirectUri = 'https://recipient.test/callback'
  const participant = await enrolParticipant(organisation(name))
  const product = await addProduct({
    participant,
    clientId: `client-${name}`,
    name: `App ${name}`,
    description: 'A test app',
    redirectUris: [redirectUri],
    jwks: { keys: [keys.publicJwk] },
    permissions: [
      'supply-point.basic',
      'supply-point.detail',
      'meter.electricity.hh',
      'meter.electricity.daily',
      'meter.electricity.monthly',
    ],
    purposes: [{ code: 'tariff_comparison', text: 'To compare tariffs for you.' }],
    onwardSharing: [],
    clientChoices,
  })
  return {
    actor: { kind: 'consumer' as const, accountId },
    ...home,
    product,
    privateJwk: keys.privateJwk,
    redirectUri,
  }
}

export type World = Awaited<ReturnType<typeof makeWorld>>

/** Another home of theirs, with the same readings. */
export const addSecondHome = async (accountId: `acc_${string}`, address: string): Promise<SupplyPointId> =>
  (await makeHome(accountId, address, address)).supplyPointId

/** A home with a flat 100 Wh in every half hour of the last 10 days. */
async function makeHome(accountId: `acc_${string}`, name: string, address = `1 ${name} Street`) {
  const digits = String(Math.abs(hash(name)) % 1e8).padStart(8, '0')
  const point = await addSupplyPoint({
    mpan: makeMpan(`1299${digits}`),
    address,
    postcode: 'N1 1AA',
    demo: true,
  })
  const startsAt = new Date(settlementDayStart('2020-01-01'))
  const occupancy = await startOccupancy({
    accountId,
    supplyPointId: point.id,
    startsAt,
    level: 2,
    method: 'test',
  })
  const today = Math.floor(nowMs() / DAY)
  const values = new Int32Array(48).fill(100)
  await writeReadings(
    Array.from({ length: 10 }, (_, i) => ({ supplyPointKey: point.key, dayNumber: today - 1 - i, values })),
  )
  return { supplyPointId: point.id as SupplyPointId, supplyPointKey: point.key, occupancyId: occupancy.id }
}

const hash = (text: string): number => [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) | 0, 7)

/** A data recipient as it is enrolled. */
export const organisation = (name: string) => ({
  legalName: `Company ${name} Ltd`,
  tradingName: `Company ${name}`,
  registerNumber: `TEST-${name}`,
  roles: ['data-recipient' as const],
  website: 'https://recipient.test',
  privacyUrl: 'https://recipient.test/privacy',
  contactEmail: 'contact@recipient.test',
  contactPhone: '08081 570 999',
})

/** A request for half-hourly use, from a month ago until a month ahead. */
export function energyRequest(change: Record<string, unknown> = {}) {
  const today = nowMs()
  return {
    type: 'urn:energyos:energy-data:v1',
    actions: ['read'],
    datatypes: ['supply-point.basic', 'meter.electricity.hh'],
    history: { from: settlementDateOf(today - 30 * DAY) },
    access: { until: settlementDateOf(today + 30 * DAY) },
    purpose: 'tariff_comparison',
    ...change,
  }
}

/** Allows all that `energyRequest` asks for, from the world's one home. */
export const allowAll = ({ supplyPointId }: Pick<World, 'supplyPointId'>) => ({
  allow: {
    supplyPoints: [supplyPointId],
    usage: 'meter.electricity.hh',
    until: energyRequest().access.until,
  },
})

/** What the world's consumer agrees to who allows all that `energyRequest` asks for. */
export const consentInput = (world: World, change: object = {}) => ({
  requestId: randomUUID(),
  detail: energyRequest(),
  product: world.product,
  redirectUri: world.redirectUri,
  choices: allowAll(world).allow,
  ...change,
})
