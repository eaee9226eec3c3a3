import type { Actor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import type { SoftwareProduct } from './participant.ts'
import { setClientChoices } from './store.ts'

/** A product takes up its place as a client, or changes it, within what the register approved. */
export function registerProduct(
  actor: Extract<Actor, { kind: 'participant' }>,
  product: SoftwareProduct,
  clientChoices: Readonly<Record<string, unknown>>,
): Promise<SoftwareProduct> {
  return withTransaction(async () => {
    await setClientChoices(product.id, clientChoices)
    await appendEntry(
      {
        type: 'software-product.registered',
        product: product.id,
        participant: actor.participantId,
        permissions: product.permissions,
      },
      { clientId: product.clientId, name: product.name, redirectUris: product.redirectUris },
    )
    return { ...product, clientChoices }
  })
}
