import type { ParticipantId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import type { RegisterActor } from '../record-event.ts'
import { findProducts } from '../store.ts'
import { changeParticipantStatus } from './change-participant-status.ts'
import { changeProductStatus } from './change-product-status.ts'
import type { StatusReason } from './reason.ts'

/** Ends a participant, and removes its products with it (CDR: revoked or surrendered, so removed). */
export function endParticipant(
  actor: RegisterActor,
  id: ParticipantId,
  event: 'revoke' | 'surrender',
  reason: StatusReason,
  proposedBy: string,
): Promise<SoftwareProduct[]> {
  return withTransaction(async () => {
    await changeParticipantStatus(actor, id, event, reason, proposedBy)
    const removed: SoftwareProduct[] = []
    for (const product of await findProducts(id)) {
      removed.push(await changeProductStatus(actor, product.id, 'remove', reason, proposedBy))
    }
    return removed
  })
}
