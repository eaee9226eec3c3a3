import { operatorRoute } from '../../../../operator-route.ts'
import { productPost } from '../../../../product-input.ts'
import { proposeFromForm } from '../../../../propose-from-form.ts'
import { requireId } from '../../../../require-id.ts'

/** Puts a new product up for review, or asks again. */
export const POST = operatorRoute(productPost, async (actor, data, { id }: { id: string }) => {
  const participant = requireId('participant', id)
  const path = `/operator/participants/${participant}/add-product`
  return data ? proposeFromForm(actor, participant, data, `add:${participant}`, path) : path
})
