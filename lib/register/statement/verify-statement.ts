import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { now } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import {
  invalidStatement,
  RECIPIENT_ROLE,
  type SoftwareStatement,
  STATEMENT_SECONDS,
  STATEMENT_TYPE,
  softwareStatement,
  unapprovedStatement,
} from './software-statement.ts'
import { findTrustAnchor, type TrustAnchor } from './trust-anchor.ts'

const TOLERANCE_SECONDS = 10

/**
 * What a register that we trust says of a software product. That a statement works once is the caller's to see to.
 * @throws AppError `invalid-software-statement` or `unapproved-software-statement`
 */
export async function verifyStatement(jwt: string): Promise<SoftwareStatement> {
  const anchor = await findTrustAnchor(issuerOf(jwt))
  if (!anchor) throw unapprovedStatement('its issuer is not a register that this node trusts')
  const parsed = softwareStatement.safeParse(await verifySignature(jwt, anchor))
  if (!parsed.success) {
    throw invalidStatement(parsed.error.issues.map(({ path }) => `${path.join('.')} is not valid`).join(', '))
  }
  if (!parsed.data.software_roles.includes(RECIPIENT_ROLE)) {
    throw unapprovedStatement(`software_roles must include ${RECIPIENT_ROLE}`)
  }
  return parsed.data
}

/** Until when a use of it must be remembered. */
export const statementEnds = ({ iat }: SoftwareStatement): Date =>
  new Date((iat + STATEMENT_SECONDS + 2 * TOLERANCE_SECONDS) * 1000)

function issuerOf(jwt: string): unknown {
  try {
    return decodeJwt(jwt).iss
  } catch {
    throw invalidStatement('is not a JWT')
  }
}

async function verifySignature(jwt: string, { issuer, jwks }: TrustAnchor): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(jwks as JSONWebKeySet), {
      algorithms: ['ES256', 'PS256'],
      typ: STATEMENT_TYPE,
      issuer,
      audience: env().issuer,
      // However late it says it ends.
      maxTokenAge: STATEMENT_SECONDS,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now(),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) throw invalidStatement(error.message)
    throw error
  }
}
