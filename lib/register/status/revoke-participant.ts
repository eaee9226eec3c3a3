import type { ParticipantId } from '#lib/core/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import type { RegisterActor } from '../record-event.ts'
import { endParticipant } from './end-participant.ts'
import type { StatusReason } from './reason.ts'

/**
 * Takes an organisation and its apps off the register for ever. Returns the apps that were removed. Part of an ending:
 * `endInRegister` alone calls it.
 */
export const revokeParticipant = (
  actor: RegisterActor,
  id: ParticipantId,
  reason: StatusReason,
  proposedBy: string,
): Promise<SoftwareProduct[]> => endParticipant(actor, id, 'revoke', reason, proposedBy)
