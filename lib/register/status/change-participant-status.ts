import type { ParticipantId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import type { Participant } from '../participant.ts'
import { type RegisterActor, recordEvent, referenceOf } from '../record-event.ts'
import { lockParticipant, setParticipantStatus } from '../store.ts'
import type { StatusReason } from './reason.ts'
import { type ParticipantEvent, participantTransitions, statusAfter } from './status.ts'

const entries = {
  suspend: 'participant.suspended',
  reinstate: 'participant.reinstated',
  revoke: 'participant.revoked',
  surrender: 'participant.surrendered',
} as const satisfies Record<ParticipantEvent, string>

/** One event of the table: new status, history and ledger entry in one transaction. Returns the participant after it. */
export function changeParticipantStatus(
  actor: RegisterActor,
  id: ParticipantId,
  event: ParticipantEvent,
  reason: StatusReason,
  proposedBy?: string,
): Promise<Participant> {
  return withTransaction(async () => {
    const before = await lockParticipant(id)
    const status = statusAfter(participantTransitions, before.status, event)
    await setParticipantStatus(id, status)
    const { code, sentence } = reason
    await recordEvent(actor, { participant: id, event, status, reason: code, sentence, proposedBy })
    await appendEntry(
      { type: entries[event], participant: id, reason: code },
      { sentence, actor: referenceOf(actor), proposedBy: proposedBy ?? null },
    )
    return { ...before, status }
  })
}
