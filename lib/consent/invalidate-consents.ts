import type { ProductId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntries } from '#lib/ledger/index.ts'
import type { ReasonCode } from '#lib/register/index.ts'
import { transition } from './state.ts'
import { endConsents, lockConsentsOfProduct } from './store.ts'

/**
 * Ends every standing consent of a product that left the register for good, in the caller's transaction, with two
 * statements however many they are. What ended before stays as it ended. Returns how many.
 */
export function invalidateConsents(product: ProductId, reason: ReasonCode): Promise<number> {
  return withTransaction(async () => {
    const standing = await lockConsentsOfProduct(product)
    const [first] = standing
    if (!first) return 0
    // The table leads from every standing state to the same one.
    const state = transition(first.state, 'invalidate')
    await endConsents(
      standing.map(({ id }) => id),
      state,
      `the app left the register: ${reason}`,
    )
    await appendEntries(
      standing.map(({ id, arrangement_id: arrangement }) => ({
        event: { type: 'consent.invalidated', arrangement, consent: id, product, reason },
        privatePart: {},
      })),
    )
    return standing.length
  })
}
