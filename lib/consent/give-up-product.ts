import type { Actor, ProductId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { changeProductStatus } from '#lib/register/index.ts'
import { invalidateConsents } from './invalidate-consents.ts'

const reason = {
  code: 'own-request',
  sentence: 'The company took this app off the register itself.',
} as const

/** A participant takes a product of its own off the register for good: product and consents end in one transaction. */
export function giveUpProduct(
  actor: Extract<Actor, { kind: 'participant' }>,
  product: ProductId,
): Promise<void> {
  return withTransaction(async () => {
    await changeProductStatus(actor, product, 'remove', reason)
    await invalidateConsents(product, reason.code)
  })
}
