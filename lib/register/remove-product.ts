import type { ProductId } from '#lib/core/index.ts'
import { changeProductStatus } from './change-product-status.ts'
import type { SoftwareProduct } from './participant.ts'
import type { StatusReason } from './reason.ts'
import type { RegisterActor } from './record-event.ts'

/** Takes an app off the register for ever. Part of an ending: `endInRegister` alone calls it. */
export const removeProduct = (
  actor: RegisterActor,
  id: ProductId,
  reason: StatusReason,
  proposedBy: string,
): Promise<SoftwareProduct> => changeProductStatus(actor, id, 'remove', reason, proposedBy)
