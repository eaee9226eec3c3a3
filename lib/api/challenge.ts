import { AppError } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { proofAlgorithms } from './dpop-proof.ts'

/** Error codes of the challenge (RFC 6750 section 3.1, RFC 9449 sections 7.1 and 9), by our reason. */
const errors: Record<string, string> = {
  'token-not-accepted': 'invalid_token',
  'certificate-missing': 'invalid_token',
  'proof-not-accepted': 'invalid_dpop_proof',
  'proof-missing': 'invalid_dpop_proof',
  'proof-replayed': 'invalid_dpop_proof',
  'nonce-not-accepted': 'use_dpop_nonce',
  'permission-not-granted': 'insufficient_scope',
  'granularity-not-granted': 'insufficient_scope',
  'scope-not-granted': 'insufficient_scope',
}

/** The WWW-Authenticate header of a 401 or 403, in the scheme that the request used; undefined where none belongs. */
export function challengeFor(error: unknown, { headers, url }: Request): string | undefined {
  if (!(error instanceof AppError) || (error.code !== 'unauthenticated' && error.code !== 'forbidden'))
    return undefined
  const bearer = /^bearer /i.test(headers.get('authorization') ?? '')
  const code = errors[error.reason]
  const parts = [
    ...(code ? [`error="${code}"`, `error_description="${error.message}"`] : []),
    ...(bearer ? [] : [`algs="${proofAlgorithms.join(' ')}"`]),
    ...(new URL(url).pathname.startsWith('/energy/v1/') ? [resourceMetadata()] : []),
  ]
  return `${bearer ? 'Bearer' : 'DPoP'} ${parts.join(', ')}`
}

/** Where the data API says how it is reached (RFC 9728 section 5.1). */
const resourceMetadata = () =>
  `resource_metadata="${env().issuer}/.well-known/oauth-protected-resource/energy/v1"`
