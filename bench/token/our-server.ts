// The authorisation server as server.ts serves it, front door and all, in a process without Next.
import type { Adapter } from 'oidc-provider'
import { adapterFor } from '#lib/oidc/adapter.ts'
import { configuration } from '#lib/oidc/configuration.ts'
import { createProvider } from '#lib/oidc/provider.ts'
import { routeRequest } from '#lib/ops/route-request.ts'
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
const oidc = { group: 'oidc', paths: ['/oauth/'], listener }

await serve(
  routeRequest([oidc], (_req, res) => void res.writeHead(404).end()),
  async (rows: Row[]) => {
    for (const { model, id, payload, expiresIn } of rows) await adapter(model).upsert(id, payload, expiresIn)
  },
)
