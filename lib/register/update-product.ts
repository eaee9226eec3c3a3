import { AppError, type ProductId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { checkClientKeys } from './details/check-client-keys.ts'
import { checkRedirectUris } from './details/check-redirect-uris.ts'
import { productDifferences, toCode } from './details/compare-details.ts'
import type { ProductDetails, SoftwareProduct } from './participant.ts'
import { type RegisterActor, recordEvent, referenceOf } from './record-event.ts'
import { lockProduct, setProductDetails } from './store.ts'

/**
 * Changes what is known of a product; consents keep the words they were given under. The client id names it and stays.
 * Changing nothing records nothing. Returns the names of what changed.
 * @throws AppError `conflict` when it was removed, `invalid` for another client id
 */
export function updateProduct(
  actor: RegisterActor,
  id: ProductId,
  details: ProductDetails,
): Promise<string[]> {
  checkRedirectUris(details.redirectUris)
  checkClientKeys(details.jwks)
  return withTransaction(async () => {
    const before = await lockProduct(id)
    refuseUnfit(before, details)
    const fields = productDifferences(before, details).map(({ field }) => toCode(field))
    if (fields.length === 0) return fields
    await setProductDetails(id, details)
    const participant = before.participant.id
    await recordEvent(actor, { participant, product: id, event: 'update', status: before.status, fields })
    await appendEntry(
      {
        type: 'software-product.updated',
        product: id,
        participant,
        permissions: details.permissions,
        fields,
      },
      { name: details.name, actor: referenceOf(actor) },
    )
    return fields
  })
}

function refuseUnfit(before: SoftwareProduct, { clientId }: ProductDetails): void {
  if (before.status === 'removed')
    throw new AppError('conflict', 'register-status', 'This app was removed for good.')
  if (before.clientId !== clientId)
    throw new AppError('invalid', 'client-id-stays', 'A client id never changes.')
}
