import { AppError } from '#lib/core/index.ts'
import { showProduct } from '#lib/register/index.ts'
import { operatorRoute } from '../../../../operator-route.ts'
import { productPost } from '../../../../product-input.ts'
import { proposeFromForm } from '../../../../propose-from-form.ts'
import { requireId } from '../../../../require-id.ts'

/** Puts a change of a product up for review, or asks again. */
export const POST = operatorRoute(productPost, async (actor, data, { id }: { id: string }) => {
  const shown = await showProduct(actor, requireId('product', id))
  if (!shown) throw new AppError('not_found', 'no-such-product', 'There is no such app.')
  const { product } = shown
  const path = `/operator/products/${product.id}/edit`
  if (!data) return path
  const posted = { ...data, clientId: product.clientId }
  return proposeFromForm(actor, product.participant.id, posted, `product:${product.id}`, path)
})
