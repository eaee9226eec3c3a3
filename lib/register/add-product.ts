import { AppError, newId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { checkClientKeys } from './check-client-keys.ts'
import { checkRedirectUris } from './check-redirect-uris.ts'
import type { SoftwareProduct } from './participant.ts'
import { findProductByClientId, insertProduct } from './store.ts'

const PURPOSE_LIMIT = 140

/** Adds a software product to the register. Adding the same client id again returns the one that stands. */
export function addProduct(input: Omit<SoftwareProduct, 'id' | 'status'>): Promise<SoftwareProduct> {
  if (input.purposes.some(({ text }) => text.length > PURPOSE_LIMIT)) {
    throw new AppError(
      'invalid',
      'purpose-too-long',
      `A purpose is one sentence of at most ${PURPOSE_LIMIT} characters.`,
    )
  }
  checkRedirectUris(input.redirectUris)
  checkClientKeys(input.jwks)
  return withTransaction(async () => {
    const standing = await findProductByClientId(input.clientId)
    if (standing) return standing
    const product: SoftwareProduct = { ...input, id: newId('product'), status: 'active' }
    await insertProduct(product)
    await appendEntry(
      {
        type: 'software-product.added',
        product: product.id,
        participant: product.participant.id,
        permissions: product.permissions,
      },
      { clientId: product.clientId, name: product.name },
    )
    return product
  })
}
