import type { ParticipantId } from '#lib/core/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import type { RegisterActor } from '../record-event.ts'
import { endParticipant } from './end-participant.ts'
import type { StatusReason } from './reason.ts'

/** As `revokeParticipant`, when the organisation gives up its place itself. */
export const surrenderParticipant = (
  actor: RegisterActor,
  id: ParticipantId,
  reason: StatusReason,
  proposedBy: string,
): Promise<SoftwareProduct[]> => endParticipant(actor, id, 'surrender', reason, proposedBy)
