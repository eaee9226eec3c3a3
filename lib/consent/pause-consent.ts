import type { ArrangementId, ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { lockOwn } from './lock-own.ts'
import { noteForRecipients } from './note-for-recipients.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { transition } from './state.ts'
import { holdConsent } from './store.ts'

/**
 * The consumer holds a connection: when this returns nothing leaves, and what was agreed stays. Pausing twice is pausing
 * once. Throws `conflict` when nothing stands that could be paused.
 */
export function pauseConsent(actor: ConsumerActor, arrangementId: ArrangementId): Promise<void> {
  return withTransaction(async () => {
    const { arrangement, standing } = await lockOwn(actor, arrangementId)
    if (!standing || standing.state === 'paused') return
    await holdConsent(standing.id, transition(standing.state, 'pause'))
    const names = { arrangement: arrangementId, consent: standing.id, product: arrangement.productId }
    await appendEntry({ type: 'consent.paused', ...names }, { account: actor.accountId })
    await queueReceipts('consent.paused', [standing.id])
    await noteForRecipients('consent.paused', [{ arrangementId, consentId: standing.id }])
  })
}
