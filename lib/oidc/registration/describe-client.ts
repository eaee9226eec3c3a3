import { env } from '#lib/env.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { shownMetadata } from './shown-metadata.ts'
import type { Registration } from './store.ts'

/** A client information response (RFC 7591 section 3.2.1, RFC 7592 section 3): the metadata in effect, and how to manage it. */
export const describeClient = (
  product: SoftwareProduct,
  { issuedAt, softwareId, statement }: Pick<Registration, 'issuedAt' | 'softwareId' | 'statement'>,
  token: string,
): Record<string, unknown> => ({
  ...shownMetadata(product),
  client_id_issued_at: Math.floor(issuedAt.getTime() / 1000),
  software_id: softwareId,
  software_statement: statement,
  registration_access_token: token,
  registration_client_uri: `${env().issuer}/oauth/register/${product.clientId}`,
})
