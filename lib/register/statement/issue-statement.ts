import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { AppError, nowMs } from '#lib/core/index.ts'
import { signingKey } from '#lib/keys/index.ts'
import { mayTakePart, type SoftwareProduct } from '../participant.ts'
import { registerIssuer } from '../register-keys.ts'
import {
  RECIPIENT_ROLE,
  type SoftwareStatement,
  STATEMENT_SECONDS,
  STATEMENT_TYPE,
  softwareStatement,
} from './software-statement.ts'

/**
 * Our register's word for one of its software products, for one node to register it: a JWT that can be used once
 * there, within ten minutes.
 * @param audience the issuer of that node
 * @throws AppError `product-not-active`, `not-a-recipient`, or `record-not-fit` naming the claims at fault
 */
export async function issueStatement(product: SoftwareProduct, audience: string): Promise<string> {
  if (!mayTakePart(product)) {
    throw new AppError('forbidden', 'product-not-active', 'This product may not take part at the moment.')
  }
  if (!product.participant.roles.includes('data-recipient')) {
    throw new AppError(
      'forbidden',
      'not-a-recipient',
      'This organisation is not enrolled as a data recipient.',
    )
  }
  const { id, privateKey } = await signingKey('register')
  return new SignJWT(check({ ...times(), aud: audience, ...claimsOf(product) }))
    .setProtectedHeader({ alg: 'ES256', kid: id, typ: STATEMENT_TYPE })
    .sign(privateKey)
}

/** What others would refuse isn't signed. */
function check(claims: object): SoftwareStatement {
  const parsed = softwareStatement.safeParse(claims)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new AppError(
    'invalid',
    'record-not-fit',
    `The register's record is not fit for a statement.\n${faults.join('\n')}`,
  )
}

function times() {
  const iat = Math.floor(nowMs() / 1000)
  return { iss: registerIssuer(), iat, exp: iat + STATEMENT_SECONDS, jti: randomUUID() }
}

const claimsOf = (product: SoftwareProduct) => ({
  ...organisationClaims(product),
  software_id: product.id,
  software_client_name: product.name,
  software_client_description: product.description,
  software_roles: [RECIPIENT_ROLE],
  redirect_uris: product.redirectUris,
  jwks: product.jwks,
  permissions: product.permissions,
  purposes: product.purposes,
  onward_sharing: product.onwardSharing,
})

const organisationClaims = ({
  participant,
}: SoftwareProduct): Partial<Record<keyof SoftwareStatement, unknown>> => ({
  org_id: participant.registerNumber,
  org_name: participant.tradingName,
  org_legal_name: participant.legalName,
  org_phone: participant.contactPhone,
  contacts: [participant.contactEmail],
  client_uri: participant.website,
  policy_uri: participant.privacyUrl,
})
