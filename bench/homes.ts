import { randomBytes } from 'node:crypto'
import { insertAccount } from '#lib/auth/index.ts'
import { giveConsent } from '#lib/consent/index.ts'
import { newId, nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { addSupplyPoint, makeMpan, settlementDateOf, startOccupancy } from '#lib/energy/index.ts'
import { AccessTokenAdapter } from '#lib/oidc/access-token-adapter.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { jkt } from './dpop.ts'
import { redirectUri } from './recipient.ts'

const DAY = 86_400_000

/** A home with one consumer, who shares it with the recipient. */
export interface Home {
  supplyPointKey: number
  /** The supply point as the recipient knows it */
  handle: string
  accessToken: string
  accountId: string
  consentId: string
  /** The authorization_details element that was granted */
  detail: { type: string }
}

/** Moves somebody in and lets them consent, by the verbs that the product uses, ledger entries included. */
export function addHome(number: number, product: SoftwareProduct): Promise<Home> {
  return withTransaction(async () => {
    const accountId = newId('account')
    const person = {
      id: accountId,
      email: `home-${number}@bench.example`,
      name: 'Bench',
      role: 'consumer' as const,
    }
    await insertAccount({ ...person, passwordHash: '', demo: true })
    const mpan = makeMpan(`1299${String(number).padStart(8, '0')}`)
    const point = await addSupplyPoint({ mpan, address: '1 Bench Street', postcode: 'N1 1AA', demo: true })
    const startsAt = new Date('2015-01-01T00:00:00Z')
    await startOccupancy({ accountId, supplyPointId: point.id, startsAt, level: 2, method: 'bench' })
    const given = await giveConsent(
      { kind: 'consumer', accountId },
      {
        requestId: `bench-${number}`,
        detail: request(),
        product,
        redirectUri,
        choices: { supplyPoints: [point.id], usage: 'meter.electricity.hh', until: request().access.until },
      },
    )
    const accessToken = await issueToken(product.clientId, given.consentId)
    const { consentId, detail } = given
    const handle = detail.supply_points[0] ?? ''
    return { supplyPointKey: point.key, handle, accessToken, accountId, consentId, detail: { ...detail } }
  })
}

const request = () => ({
  type: 'urn:energyos:energy-data:v1',
  actions: ['read'],
  datatypes: ['meter.electricity.hh'],
  history: { from: '2015-01-01' },
  access: { until: settlementDateOf(nowMs() + 30 * DAY) },
  purpose: 'benchmark',
})

/** A token as the authorisation server stores it, except that it lasts as long as the benchmark may. */
async function issueToken(clientId: string, grantId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await new AccessTokenAdapter('AccessToken').upsert(
    token,
    { kind: 'AccessToken', clientId, grantId, jkt },
    6 * 3600,
  )
  return token
}
