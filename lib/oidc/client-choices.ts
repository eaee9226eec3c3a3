import { errors } from 'oidc-provider'
import { z } from 'zod'
import { algorithms } from './algorithms.ts'
import { clientAddress } from './client-address.ts'
import { responseModes } from './message-signing/features.ts'
import { isBoundOnce, isNamedOnce, senderChoices } from './sender-choices.ts'

/** Grant types that a client may have. What FAPI 2.0 forbids is not here. */
const grantTypes = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:openid:params:grant-type:ciba',
] as const

const algorithm = z.enum(algorithms).optional()

/** What a client may choose when it registers by itself (RFC 7591): some of what the register approved, and what it can prove. */
export const ownChoices = {
  redirect_uris: z.array(z.string()).min(1).max(32).optional(),
  grant_types: z.array(z.enum(grantTypes)).min(1).optional(),
  ...senderChoices,
  token_endpoint_auth_signing_alg: algorithm,
  /** Whether what it didn't sign is not its request (RFC 9101 10.5) */
  require_signed_request_object: z.boolean().optional(),
  request_object_signing_alg: algorithm,
}

/**
 * What a software product may choose of its client metadata (RFC 7591 section 2), by its names on the wire.
 * `client-metadata.ts` adds what is fixed: the choices leave no way below FAPI 2.0.
 */
export const clientChoices = z
  .strictObject({
    ...ownChoices,
    post_logout_redirect_uris: z.array(clientAddress).optional(),
    backchannel_logout_uri: clientAddress.optional(),
    backchannel_logout_session_required: z.boolean().optional(),
    response_modes: z.array(z.enum(responseModes)).min(1).optional(),
    /** Where it is told of changes of its consents (Standard Webhooks); not of OAuth */
    webhook_uri: clientAddress.optional(),
  })
  .refine(isBoundOnce, 'Tokens are bound by DPoP or by mTLS: choose exactly one.')
  .refine(isNamedOnce, 'tls_client_auth needs exactly one tls_client_auth_ name, and nothing else takes one.')

/** @throws InvalidClientMetadata naming what no client may choose */
export function parseChoices(choices: unknown): z.infer<typeof clientChoices> {
  const parsed = clientChoices.safeParse(choices)
  if (parsed.success) return parsed.data
  const [fault] = parsed.error.issues
  throw new errors.InvalidClientMetadata([...(fault?.path ?? []), fault?.message].join(': '))
}
