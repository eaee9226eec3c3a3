import type { GivenConsent } from '#lib/consent/index.ts'
import type { ConsumerActor } from '#lib/core/index.ts'
import { provider } from './provider.ts'
import { dataApi, ENERGY_READ } from './resource-server.ts'

/** Makes the grant of a consent, which belongs to it alone and bears its id: that is how it dies with it. */
export async function saveGrant(
  actor: ConsumerActor,
  clientId: string,
  given: GivenConsent,
): Promise<string> {
  const { Grant } = await provider()
  const grant = new Grant({ accountId: actor.accountId, clientId })
  grant.jti = given.consentId
  grant.addOIDCScope('openid')
  grant.addResourceScope(dataApi(), ENERGY_READ)
  grant.addRar({ ...given.detail })
  return grant.save()
}
