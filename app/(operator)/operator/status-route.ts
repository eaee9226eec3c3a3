import { AppError, type Id, type OperatorActor } from '#lib/core/index.ts'
import { forgetDraft, type StatusReason, saveDraft } from '#lib/register/index.ts'
import { operatorRoute } from './operator-route.ts'
import { requireId } from './require-id.ts'
import { parseReason, statusPost } from './status-input.ts'

type Verb<K extends 'participant' | 'product'> = (
  actor: OperatorActor,
  id: Id<K>,
  reason: StatusReason,
) => Promise<unknown>

/** Changes a status by the verb of the event, or asks again. */
export const statusRoute = <K extends 'participant' | 'product'>(kind: K, verbs: Record<string, Verb<K>>) =>
  operatorRoute(statusPost, async (actor, data, params: { id: string; event: string }) => {
    const { event } = params
    const id = requireId(kind, params.id)
    const verb = Object.hasOwn(verbs, event) && verbs[event]
    if (!verb) throw new AppError('not_found', 'no-such-event', 'That can’t be done with a status.')
    const path = `/operator/${kind}s/${id}`
    const form = `status:${id}:${event}`
    const { reason } = parseReason(event, data ?? {})
    if (!reason) {
      await saveDraft(actor, form, data ?? {})
      return `${path}/status/${event}?again`
    }
    await verb(actor, id, reason)
    await forgetDraft(actor, form)
    return path
  })
