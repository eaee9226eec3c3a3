import { type Repeating, repeat } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { noteForRecipients } from './note-for-recipients.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { transition } from './state.ts'
import { endConsent, lockDueConsents } from './store.ts'

const BATCH = 100
const EVERY_MS = 60_000

/**
 * Records as expired what has run out. Access ended by itself at that moment (every read compares the end
 * date); this makes the state and the ledger say so. Returns how many.
 */
export async function expireConsents(): Promise<number> {
  const ended = await withTransaction(async () => {
    const due = await lockDueConsents(BATCH)
    for (const { id, arrangement_id, state, product_id } of due) {
      await endConsent(id, transition(state, 'expire'), 'the agreed end date')
      await appendEntry(
        { type: 'consent.expired', arrangement: arrangement_id, consent: id, product: product_id },
        {},
      )
    }
    await queueReceipts(
      'consent.expired',
      due.map(({ id }) => id),
    )
    await noteForRecipients(
      'consent.expired',
      due.map(({ id, arrangement_id }) => ({ arrangementId: arrangement_id, consentId: id })),
    )
    return due.length
  })
  return ended === BATCH ? ended + (await expireConsents()) : ended
}

/** Looks for expired consents every minute until stopped. */
export const startExpiry = (onError: (error: unknown) => void): Repeating =>
  repeat(expireConsents, EVERY_MS, onError)
