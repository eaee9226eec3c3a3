import { AppError, type ArrangementId, type ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { transition } from './state.ts'
import { endConsent, findConnection, lockStandingConsent } from './store.ts'

/**
 * The consumer stops sharing. When this returns, access has ended: tokens live only while their consent
 * does, so the one transaction that records the withdrawal is the one that ends access. Stopping twice is
 * stopping once.
 */
export function withdrawConsent(actor: ConsumerActor, arrangementId: ArrangementId): Promise<void> {
  return withTransaction(async () => {
    const standing = await lockStandingConsent(arrangementId, actor.accountId)
    if (!standing) return refuseUnlessTheirs(actor, arrangementId)
    await endConsent(standing.id, transition(standing.state, 'withdraw'), 'withdrawn by the consumer')
    await appendEntry(
      {
        type: 'consent.withdrawn',
        arrangement: arrangementId,
        consent: standing.id,
        product: standing.product_id,
        by: 'consumer',
      },
      { account: actor.accountId },
    )
  })
}

async function refuseUnlessTheirs(actor: ConsumerActor, arrangementId: ArrangementId): Promise<void> {
  if (await findConnection(actor.accountId, arrangementId)) return
  throw new AppError('not_found', 'no-such-connection', 'There is no such connection, or it is not yours.')
}
