import { env } from '#lib/env.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { clientMetadata } from '../client-metadata.ts'
import { parseClient } from './parse-client.ts'

export interface Managed {
  issuedAt: Date
  softwareId: string
  statement: string
}

/** A client information response (RFC 7591 section 3.2.1, RFC 7592 section 3): the metadata in effect, and how to manage it. */
export async function describeClient(
  product: SoftwareProduct,
  { issuedAt, softwareId, statement }: Managed,
  token: string,
): Promise<Record<string, unknown>> {
  return {
    ...(await parseClient(clientMetadata(product))),
    client_id_issued_at: Math.floor(issuedAt.getTime() / 1000),
    software_id: softwareId,
    software_statement: statement,
    registration_access_token: token,
    registration_client_uri: `${env().issuer}/oauth/register/${product.clientId}`,
  }
}
