import type { OperatorActor, ParticipantId } from '#lib/core/index.ts'
import type { Participant } from '../participant.ts'
import { changeParticipantStatus } from './change-participant-status.ts'
import type { StatusReason } from './reason.ts'

/**
 * Stops an organisation and all its apps for the time being. When this returns, no token of theirs works and no request
 * is taken: whoever lets something pass reads the status. Consents stay as they are.
 * @throws AppError `conflict` when it isn't active
 */
export const suspendParticipant = (
  actor: OperatorActor,
  id: ParticipantId,
  reason: StatusReason,
): Promise<Participant> => changeParticipantStatus(actor, id, 'suspend', reason)
