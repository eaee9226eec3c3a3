import type { OperatorActor, ProductId } from '#lib/core/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import { changeProductStatus } from './change-product-status.ts'
import type { StatusReason } from './reason.ts'

/** Stops one app for the time being, as `suspendParticipant` does with all of an organisation. */
export const deactivateProduct = (
  actor: OperatorActor,
  id: ProductId,
  reason: StatusReason,
): Promise<SoftwareProduct> => changeProductStatus(actor, id, 'deactivate', reason)
