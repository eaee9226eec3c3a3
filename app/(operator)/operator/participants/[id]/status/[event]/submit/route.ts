import { AppError, type OperatorActor, type ParticipantId } from '#lib/core/index.ts'
import {
  forgetDraft,
  proposeEnding,
  reinstateParticipant,
  type StatusReason,
  saveDraft,
  suspendParticipant,
} from '#lib/register/index.ts'
import { operatorRoute } from '../../../../../operator-route.ts'
import { requireId } from '../../../../../require-id.ts'
import { parseReason, statusPost } from '../../../../../status-input.ts'

type Verb = (actor: OperatorActor, id: ParticipantId, reason: StatusReason) => Promise<unknown>

/** What can't be undone is only proposed here. */
const verbs = new Map<string, Verb>([
  ['suspend', suspendParticipant],
  ['reinstate', reinstateParticipant],
  [
    'revoke',
    (actor, participant, reason) => proposeEnding(actor, { participant }, { event: 'revoke', reason }),
  ],
  [
    'surrender',
    (actor, participant, reason) => proposeEnding(actor, { participant }, { event: 'surrender', reason }),
  ],
])

/** Changes the status of a participant, or asks again. */
export const POST = operatorRoute(
  statusPost,
  async (actor, data, { id, event }: { id: string; event: string }) => {
    const participant = requireId('participant', id)
    const verb = verbs.get(event)
    if (!verb) throw new AppError('not_found', 'no-such-event', 'That can’t be done with a status.')
    const form = `status:${participant}:${event}`
    const { reason } = parseReason(event, data ?? {})
    if (!reason) {
      await saveDraft(actor, form, data ?? {})
      return `/operator/participants/${participant}/status/${event}?again`
    }
    await verb(actor, participant, reason)
    await forgetDraft(actor, form)
    return `/operator/participants/${participant}`
  },
)
