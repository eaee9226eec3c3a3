import type { OperatorActor, ParticipantId } from '#lib/core/index.ts'
import type { Participant } from '../participant.ts'
import { changeParticipantStatus } from './change-participant-status.ts'
import type { StatusReason } from './reason.ts'

/** Ends a suspension: consents that are still in date let data pass again, and tokens that haven't run out work again. */
export const reinstateParticipant = (
  actor: OperatorActor,
  id: ParticipantId,
  reason: StatusReason,
): Promise<Participant> => changeParticipantStatus(actor, id, 'reinstate', reason)
