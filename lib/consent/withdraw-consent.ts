import type { ArrangementId, ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { lockOwn } from './lock-own.ts'
import { noteForRecipients } from './note-for-recipients.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { transition } from './state.ts'
import { endConsent } from './store.ts'

export interface Withdrawal {
  /** Whether they also ask to have deleted what was shared; undefined when they didn't say */
  asksDeletion?: boolean | undefined
  /** Where they said so */
  channel?: 'portal' | 'mail'
}

/**
 * The consumer stops sharing. When this returns, access has ended: tokens live only while their consent
 * does, so the one transaction that records the withdrawal is the one that ends access. Stopping twice is
 * stopping once.
 */
export function withdrawConsent(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
  { asksDeletion, channel = 'portal' }: Withdrawal = {},
): Promise<void> {
  return withTransaction(async () => {
    const { arrangement, standing } = await lockOwn(actor, arrangementId)
    if (!standing) return
    const state = transition(standing.state, 'withdraw')
    await endConsent(standing.id, state, 'withdrawn by the consumer', asksDeletion)
    await appendEntry(
      {
        type: 'consent.withdrawn',
        arrangement: arrangementId,
        consent: standing.id,
        product: arrangement.productId,
        by: 'consumer',
        ...(asksDeletion !== undefined && { asksDeletion }),
      },
      { account: actor.accountId, channel },
    )
    await queueReceipts('consent.withdrawn', [standing.id])
    await noteForRecipients('consent.revoked', [{ arrangementId, consentId: standing.id, asksDeletion }])
  })
}
