import { isReason, reasons } from '#lib/register/index.ts'
import type { ConnectionRow } from './store.ts'

/** Why a recipient gets nothing, whatever the consumer agreed to. */
export interface RecipientHold {
  /** `left`: off the register for ever; `held`: it can come back */
  kind: 'held' | 'left'
  /** In plain words, and one sentence more, as the register says them; undefined when it doesn't say */
  reason: { label: string; sentence: string; since: Date } | undefined
}

type Product = ConnectionRow['product']

/** What keeps data from this product: its company's status first, since that covers all its apps. */
export function recipientHold(product: Product): RecipientHold | undefined {
  const { participant } = product
  if (participant.status !== 'active') {
    return {
      kind: participant.status === 'suspended' ? 'held' : 'left',
      reason: toReason(participant.events),
    }
  }
  if (product.status === 'active') return undefined
  return { kind: product.status === 'removed' ? 'left' : 'held', reason: toReason(product.events) }
}

function toReason([last]: Product['events']): RecipientHold['reason'] {
  if (!last || !isReason(last.reason)) return undefined
  return { label: reasons[last.reason].label, sentence: last.sentence ?? '', since: last.happenedAt }
}
