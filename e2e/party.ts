import { randomUUID } from 'node:crypto'
import { nowMs } from '#lib/core/index.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import {
  addProduct,
  byNode,
  enrolParticipant,
  findProductByClientId,
  updateProduct,
} from '#lib/register/index.ts'
import { makeClientKey } from '#lib/testing/client-key.ts'
import { createThirdParty, type ThirdParty, type Tokens } from '#lib/testing/third-party.ts'

const DAY = 86_400_000

/** The day that lies so many days ahead, as a settlement date. */
export const dayAhead = (days: number): string => settlementDateOf(nowMs() + days * DAY)

export interface TestParty extends ThirdParty {
  tradingName: string
  clientId: string
}

/** Enrols a company that no other test knows, with an app, and starts that app. */
export async function addParty(
  redirectUri: string,
  onwardSharing: string[] = [],
  clientChoices: Record<string, unknown> = {},
): Promise<TestParty> {
  const mark = randomUUID().slice(0, 8)
  const { publicJwk, privateJwk } = await makeClientKey()
  const participant = await enrolParticipant(organisation(mark))
  const { clientId } = await addProduct({
    participant,
    clientId: `e2e-${mark}`,
    name: `Sample ${mark}`,
    description: 'An app of a test',
    redirectUris: [redirectUri],
    jwks: { keys: [publicJwk] },
    permissions: [
      'supply-point.basic',
      'supply-point.detail',
      'meter.electricity.hh',
      'meter.electricity.daily',
      'meter.electricity.monthly',
    ],
    purposes: [{ code: 'energy_report', text: 'To send you a report on how much electricity you use.' }],
    onwardSharing,
    clientChoices,
  })
  const party = await createThirdParty({ issuer: env().issuer, clientId, privateJwk, redirectUri })
  return Object.assign(party, { tradingName: participant.tradingName, clientId })
}

/** An operator approves another wording of its one purpose. */
export async function reword({ clientId }: TestParty, text: string): Promise<void> {
  const product = await findProductByClientId(clientId)
  if (!product) throw new Error('that party left the register')
  const purposes = product.purposes.map(({ code }) => ({ code, text }))
  await updateProduct(byNode('e2e'), product.id, { ...product, purposes })
}

const organisation = (mark: string) => ({
  legalName: `Sample Company ${mark} Ltd (demo)`,
  tradingName: `Sample ${mark}`,
  registerNumber: `E2E-${mark}`,
  roles: ['data-recipient' as const],
  website: 'https://sample.example',
  privacyUrl: 'https://sample.example/privacy',
  contactEmail: 'contact@sample.example',
  contactPhone: '08081 570 999',
})

/** An authorization_details element: half hours of the last 30 days, for the next 60, unless `change` says otherwise. */
export const energyRequest = (change: Record<string, unknown> = {}) => ({
  type: 'urn:energyos:energy-data:v1',
  actions: ['read'],
  datatypes: ['supply-point.basic', 'meter.electricity.hh'],
  history: { from: dayAhead(-30) },
  access: { until: dayAhead(60) },
  purpose: 'energy_report',
  ...change,
})

export interface Granted {
  datatypes: string[]
  access: { until: string }
  arrangement_id: string
  supply_points: string[]
}

/** The one element that was granted. */
export function grantedOf(tokens: Tokens): Granted {
  const [detail] = (tokens as unknown as { authorization_details: Granted[] }).authorization_details
  if (!detail) throw new Error('nothing was granted')
  return detail
}
