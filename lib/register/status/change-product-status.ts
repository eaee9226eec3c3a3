import type { ProductId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import { type RegisterActor, recordEvent, referenceOf } from '../record-event.ts'
import { lockProduct, setProductStatus } from '../store.ts'
import type { StatusReason } from './reason.ts'
import { type ProductEvent, productTransitions, statusAfter } from './status.ts'

const entries = {
  deactivate: 'software-product.deactivated',
  reinstate: 'software-product.reinstated',
  remove: 'software-product.removed',
} as const satisfies Record<ProductEvent, string>

/** One event of the table: new status, history and ledger entry in one transaction. Returns the product after it. */
export function changeProductStatus(
  actor: RegisterActor,
  id: ProductId,
  event: ProductEvent,
  reason: StatusReason,
  proposedBy?: string,
): Promise<SoftwareProduct> {
  return withTransaction(async () => {
    const before = await lockProduct(id)
    const status = statusAfter(productTransitions, before.status, event)
    await setProductStatus(id, status)
    const { code, sentence } = reason
    const participant = before.participant.id
    await recordEvent(actor, { participant, product: id, event, status, reason: code, sentence, proposedBy })
    await appendEntry(
      { type: entries[event], product: id, participant, reason: code },
      { sentence, actor: referenceOf(actor), proposedBy: proposedBy ?? null },
    )
    return { ...before, status }
  })
}
