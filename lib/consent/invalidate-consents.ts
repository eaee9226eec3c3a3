import type { ArrangementId, ConsentId, ProductId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { type Act, appendEntries } from '#lib/ledger/index.ts'
import type { ReasonCode } from '#lib/register/index.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { transition } from './state.ts'
import { endConsents, lockConsentsOfProduct } from './store.ts'

/** Entries of one statement: whoever else is served by this process gets a turn in between. */
const AT_ONCE = 500

/**
 * Ends every standing consent of a product that left the register for good, in the caller's transaction. What ended
 * before stays as it ended. Returns how many.
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
    for (let at = 0; at < standing.length; at += AT_ONCE) {
      const some = standing.slice(at, at + AT_ONCE)
      await appendEntries(some.map((one) => toAct(one, product, reason)))
      await queueReceipts(
        'consent.invalidated',
        some.map(({ id }) => id),
      )
    }
    return standing.length
  })
}

const toAct = (
  { id, arrangement_id: arrangement }: { id: ConsentId; arrangement_id: ArrangementId },
  product: ProductId,
  reason: ReasonCode,
): Act => ({
  event: { type: 'consent.invalidated', arrangement, consent: id, product, reason },
  privatePart: {},
})
