import type { ArrangementId, ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { lockOwn } from './lock-own.ts'
import { noteForRecipients } from './note-for-recipients.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { transition } from './state.ts'
import { releaseConsent } from './store.ts'

/**
 * The consumer lets a paused connection go on, exactly as it was agreed: the same tokens serve it. Resuming twice is
 * resuming once, and what has ended meanwhile stays ended.
 */
export function resumeConsent(actor: ConsumerActor, arrangementId: ArrangementId): Promise<void> {
  return withTransaction(async () => {
    const { arrangement, standing } = await lockOwn(actor, arrangementId)
    if (!standing || standing.state === 'active') return
    await releaseConsent(standing.id, transition(standing.state, 'resume'))
    const names = { arrangement: arrangementId, consent: standing.id, product: arrangement.productId }
    await appendEntry({ type: 'consent.resumed', ...names }, { account: actor.accountId })
    await queueReceipts('consent.resumed', [standing.id])
    await noteForRecipients('consent.resumed', [{ arrangementId, consentId: standing.id }])
  })
}
