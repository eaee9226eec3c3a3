import {
  enrolParticipant,
  findParticipantByRegisterNumber,
  forgetDraft,
  saveDraft,
} from '#lib/register/index.ts'
import { operatorRoute } from '../../operator-route.ts'
import { parseParticipant, participantPost, toValues } from '../../participant-input.ts'

/** Enrols an organisation, or asks again. */
export const POST = operatorRoute(participantPost, async (actor, data) => {
  const values = data ? toValues(data) : {}
  const { details } = parseParticipant(values)
  if (!details) {
    await saveDraft(actor, 'enrol', values)
    return '/operator/enrol?again'
  }
  if (await findParticipantByRegisterNumber(details.registerNumber)) {
    await saveDraft(actor, 'enrol', values)
    return '/operator/enrol?again=taken'
  }
  const { id } = await enrolParticipant(details, actor)
  await forgetDraft(actor, 'enrol')
  return `/operator/participants/${id}`
})
