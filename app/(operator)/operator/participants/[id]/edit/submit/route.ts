import { forgetDraft, saveDraft, updateParticipant } from '#lib/register/index.ts'
import { operatorRoute } from '../../../../operator-route.ts'
import { parseParticipant, participantPost, toValues } from '../../../../participant-input.ts'
import { requireId } from '../../../../require-id.ts'

/** Changes the details of a participant, or asks again. */
export const POST = operatorRoute(participantPost, async (actor, data, { id }: { id: string }) => {
  const participant = requireId('participant', id)
  const [form, values] = [`participant:${participant}`, data ? toValues(data) : {}]
  const { details } = parseParticipant(values)
  if (!details) {
    await saveDraft(actor, form, values)
    return `/operator/participants/${participant}/edit?again`
  }
  await updateParticipant(actor, participant, details)
  await forgetDraft(actor, form)
  return `/operator/participants/${participant}`
})
