import { z } from 'zod'

/** Grant types that a client may have. What FAPI 2.0 forbids is not here. */
const grantTypes = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
] as const

/**
 * What a software product may choose of its client metadata (RFC 7591 section 2), by its names on the wire.
 * `client-metadata.ts` adds what is fixed: the choices leave no way below FAPI 2.0.
 */
export const clientChoices = z.strictObject({
  grant_types: z.array(z.enum(grantTypes)).min(1).optional(),
})
