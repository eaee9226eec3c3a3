import { errors } from 'oidc-provider'
import { findProductByClientId } from '#lib/register/index.ts'
import { requireRegistration } from './access-token.ts'
import { describeClient } from './describe-client.ts'

/** The client as it is registered (RFC 7592 section 2.1). */
export async function readClient(clientId: string, token: string) {
  const registration = await requireRegistration(clientId, token)
  const product = await findProductByClientId(clientId)
  if (!product) throw new errors.InvalidToken('no such client')
  return describeClient(product, registration, token)
}
