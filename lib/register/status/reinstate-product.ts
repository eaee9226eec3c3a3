import type { OperatorActor, ProductId } from '#lib/core/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import { changeProductStatus } from './change-product-status.ts'
import type { StatusReason } from './reason.ts'

/** Lets an inactive app take part again, as far as its organisation may. */
export const reinstateProduct = (
  actor: OperatorActor,
  id: ProductId,
  reason: StatusReason,
): Promise<SoftwareProduct> => changeProductStatus(actor, id, 'reinstate', reason)
