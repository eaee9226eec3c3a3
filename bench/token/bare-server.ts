// oidc-provider by itself with the same settings, its clients given and all else in memory: nothing outlives the process.
import type { Adapter, AdapterPayload } from 'oidc-provider'
import Provider from 'oidc-provider'
import { assert } from '#lib/core/index.ts'
import { clientMetadata } from '#lib/oidc/client-metadata.ts'
import { configuration } from '#lib/oidc/configuration.ts'
import { findProductByClientId } from '#lib/register/index.ts'
import { issuer } from '../reads.ts'
import { bearerClientId, clientId } from '../recipient.ts'
import { serve } from '../serve.ts'
import type { Row } from './rows.ts'

/** A map: less work than the library's own in-memory adapter, which forgets after a thousand, would have. */
const rows = new Map<string, AdapterPayload>()

const adapter = (model: string) =>
  ({
    find: async (id: string) => rows.get(`${model}:${id}`),
    upsert: async (id: string, payload: AdapterPayload) => void rows.set(`${model}:${id}`, payload),
    consume: async (id: string) => {
      const payload = rows.get(`${model}:${id}`)
      if (payload) payload.consumed = Date.now() / 1000
    },
  }) as unknown as Adapter

async function client(id: string) {
  const product = await findProductByClientId(id)
  assert(product, 'the benchmark has enrolled its clients')
  return { ...clientMetadata(product), dpop_bound_access_tokens: id !== bearerClientId }
}

const provider = new Provider(issuer, {
  ...(await configuration()),
  adapter,
  clients: [await client(clientId), await client(bearerClientId)] as never,
  findAccount: async (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
})

await serve(provider.callback(), async (given: Row[]) => {
  for (const { model, id, payload } of given) rows.set(`${model}:${id}`, payload)
})
