import { AppError, type OperatorActor, type ProductId } from '#lib/core/index.ts'
import {
  deactivateProduct,
  forgetDraft,
  proposeEnding,
  reinstateProduct,
  type StatusReason,
  saveDraft,
} from '#lib/register/index.ts'
import { operatorRoute } from '../../../../../operator-route.ts'
import { requireId } from '../../../../../require-id.ts'
import { parseReason, statusPost } from '../../../../../status-input.ts'

type Verb = (actor: OperatorActor, id: ProductId, reason: StatusReason) => Promise<unknown>

/** What can't be undone is only proposed here. */
const verbs = new Map<string, Verb>([
  ['deactivate', deactivateProduct],
  ['reinstate', reinstateProduct],
  ['remove', (actor, product, reason) => proposeEnding(actor, { product }, { event: 'remove', reason })],
])

/** Changes the status of a product, or asks again. */
export const POST = operatorRoute(
  statusPost,
  async (actor, data, { id, event }: { id: string; event: string }) => {
    const product = requireId('product', id)
    const verb = verbs.get(event)
    if (!verb) throw new AppError('not_found', 'no-such-event', 'That can’t be done with a status.')
    const form = `status:${product}:${event}`
    const { reason } = parseReason(event, data ?? {})
    if (!reason) {
      await saveDraft(actor, form, data ?? {})
      return `/operator/products/${product}/status/${event}?again`
    }
    await verb(actor, product, reason)
    await forgetDraft(actor, form)
    return `/operator/products/${product}`
  },
)
