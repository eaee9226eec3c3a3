// The authorisation server as server.ts serves it, front door and all, in a process without Next.
import type { Adapter } from 'oidc-provider'
import { adapterFor } from '#lib/oidc/adapter.ts'
import { configuration } from '#lib/oidc/configuration.ts'
import { limitAddresses } from '#lib/oidc/limit-requests.ts'
import { createProvider } from '#lib/oidc/provider.ts'
import { notFound, routeRequest } from '#lib/ops/route-request.ts'
import { admitRequest } from '#lib/transport/index.ts'
import { bearerClientId } from '../recipient.ts'
import { serve } from '../serve.ts'
import type { Row } from './rows.ts'

/** The register's clients as they are, except that one of them needs no DPoP. */
class Clients {
  readonly #register = adapterFor('Client')

  async find(id: string) {
    const found = await this.#register.find(id)
    return found && id === bearerClientId ? { ...found, dpop_bound_access_tokens: false } : found
  }
}

const adapter = (model: string): Adapter =>
  model === 'Client' ? (new Clients() as unknown as Adapter) : adapterFor(model)

const listener = (await createProvider({ ...(await configuration()), adapter })).callback()
const oidc = { group: 'oidc', paths: ['/oauth/'], listener: limitAddresses(listener) }

await serve(admitRequest(routeRequest([oidc], notFound)), async (rows: Row[]) => {
  for (const { model, id, payload, expiresIn } of rows) await adapter(model).upsert(id, payload, expiresIn)
})
