import type { AdapterPayload, ClientMetadata } from 'oidc-provider'
import { provider } from '../provider.ts'

/** The library's classes take metadata, which its types don't say. */
type ClientClass = new (metadata: AdapterPayload) => { metadata(): ClientMetadata }

/**
 * The metadata in effect, as the library's own client schema has it.
 * @throws `invalid_redirect_uri` or `invalid_client_metadata`
 */
export async function parseClient(metadata: AdapterPayload): Promise<ClientMetadata> {
  const Client = (await provider()).Client as unknown as ClientClass
  // The schema adds to the arrays that it is given.
  return new Client(structuredClone(metadata)).metadata()
}
