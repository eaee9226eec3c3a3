import { errors } from 'oidc-provider'
import { withTransaction } from '#lib/db/index.ts'
import type { SoftwareStatement } from '#lib/register/index.ts'
import { hashToken, makeToken, requireRegistration } from './access-token.ts'
import { admitClient } from './admit-client.ts'
import { describeClient } from './describe-client.ts'
import { readClient } from './read-client.ts'
import type { RegistrationRequest } from './request.ts'
import { type Registration, replaceToken } from './store.ts'
import { readStatement, useUp } from './use-statement.ts'

type Metadata = Readonly<Record<string, unknown>>

/** What an update must not name (RFC 7592 section 2.2). */
const ours = [
  'registration_access_token',
  'registration_client_uri',
  'client_id_issued_at',
  'client_secret_expires_at',
]

/** Registers a client anew, with a fresh statement (RFC 7592 section 2.2). The token works once: the answer has the next. */
export async function updateClient(
  clientId: string,
  token: string,
  { statement: jwt, asked }: RegistrationRequest,
) {
  const registration = await requireRegistration(clientId, token)
  refusePartial(await readClient(clientId, token), asked)
  const statement = await readStatement(jwt)
  refuseForeign(registration, statement)
  return withTransaction(async () => {
    await useUp(statement)
    const next = makeToken()
    if (!(await replaceToken(clientId, hashToken(token), { tokenHash: next.tokenHash, statement: jwt }))) {
      throw new errors.InvalidToken('the token was used before')
    }
    const product = await admitClient(statement, asked, clientId)
    return describeClient(product, { ...registration, statement: jwt }, next.token)
  })
}

/** An update replaces everything, so it says everything: a member left out by mistake would be lost. */
function refusePartial(standing: Metadata, asked: Metadata): void {
  const forbidden = ours.find((name) => Object.hasOwn(asked, name))
  if (forbidden) throw new errors.InvalidRequest(`${forbidden}: must not be in an update`)
  if (asked.client_id !== standing.client_id)
    throw new errors.InvalidRequest('client_id: is not this client’s')
  const missing = Object.keys(standing).find(
    (name) => ![...ours, 'software_statement'].includes(name) && !Object.hasOwn(asked, name),
  )
  if (missing) throw new errors.InvalidClientMetadata(`${missing}: is missing; an update contains everything`)
}

function refuseForeign({ issuer, softwareId }: Registration, { iss, software_id }: SoftwareStatement): void {
  if (issuer === iss && softwareId === software_id) return
  throw new errors.InvalidSoftwareStatement('software_statement: is about another software product')
}
