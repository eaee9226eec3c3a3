import { errors } from 'oidc-provider'
import { withTransaction } from '#lib/db/index.ts'
import { makeToken } from './access-token.ts'
import { admitClient } from './admit-client.ts'
import { describeClient } from './describe-client.ts'
import type { RegistrationRequest } from './request.ts'
import { findRegistration, type Registration, saveRegistration } from './store.ts'
import { readStatement, useUp } from './use-statement.ts'

/** Registers the software product that the statement is about (RFC 7591 section 3): one product is one client. */
export async function registerClient({ statement: jwt, asked }: RegistrationRequest) {
  const statement = await readStatement(jwt)
  return withTransaction(async () => {
    await useUp(statement)
    const standing = await findRegistration(statement.iss, statement.software_id)
    refuseRegistered(standing)
    const product = await admitClient(statement, asked, standing?.clientId)
    const { token, tokenHash } = makeToken()
    const known = { issuer: statement.iss, softwareId: statement.software_id, statement: jwt }
    const issuedAt = await saveRegistration({ clientId: product.clientId, ...known, tokenHash })
    return describeClient(product, { ...known, issuedAt }, token)
  })
}

/** Removing is final, and what is registered is managed with its own token: a statement alone doesn't take it over. */
function refuseRegistered(standing: Registration | undefined): void {
  if (standing?.product.status === 'removed') {
    throw new errors.UnapprovedSoftwareStatement('software_statement: this software product was removed here')
  }
  if (standing?.tokenHash) {
    throw new errors.InvalidClientMetadata(
      'software_id: is registered here already; it is managed at its registration_client_uri',
    )
  }
}
