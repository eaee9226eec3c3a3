import { deactivateProduct, proposeEnding, reinstateProduct } from '#lib/register/index.ts'
import { statusRoute } from '../../../../../status-route.ts'

/** What can't be undone is only proposed here. */
export const POST = statusRoute('product', {
  deactivate: deactivateProduct,
  reinstate: reinstateProduct,
  remove: (actor, product, reason) => proposeEnding(actor, { product }, { event: 'remove', reason }),
})
