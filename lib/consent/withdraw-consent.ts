import { AppError, type ArrangementId, type ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { transition } from './state.ts'
import { endConsent, lockArrangement, lockStandingConsent } from './store.ts'

/**
 * The consumer stops sharing. When this returns, access has ended: tokens live only while their consent
 * does, so the one transaction that records the withdrawal is the one that ends access. Stopping twice is
 * stopping once.
 */
export function withdrawConsent(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
  channel: 'portal' | 'mail' = 'portal',
): Promise<void> {
  return withTransaction(async () => {
    const arrangement = await lockArrangement(arrangementId)
    if (arrangement?.accountId !== actor.accountId) {
      throw new AppError(
        'not_found',
        'no-such-connection',
        'There is no such connection, or it is not yours.',
      )
    }
    const standing = await lockStandingConsent(arrangementId)
    if (!standing) return
    await endConsent(standing.id, transition(standing.state, 'withdraw'), 'withdrawn by the consumer')
    await appendEntry(
      {
        type: 'consent.withdrawn',
        arrangement: arrangementId,
        consent: standing.id,
        product: arrangement.productId,
        by: 'consumer',
      },
      { account: actor.accountId, channel },
    )
    await queueReceipts('consent.withdrawn', [standing.id])
  })
}
