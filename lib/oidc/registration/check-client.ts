import type { AdapterPayload } from 'oidc-provider'
import { provider } from '../provider.ts'

/** The library's classes take metadata, which its types don't say. */
type ClientClass = new (metadata: AdapterPayload) => unknown

/**
 * Lets the library's own client schema have its say, before anything is kept that it would refuse at each use.
 * @throws `invalid_redirect_uri` or `invalid_client_metadata`
 */
export async function checkClient(metadata: AdapterPayload): Promise<void> {
  const Client = (await provider()).Client as unknown as ClientClass
  // The schema adds to the arrays that it is given.
  new Client(structuredClone(metadata))
}
