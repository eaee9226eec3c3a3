import { AppError, type ParticipantId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { participantDifferences, toCode } from './details/compare-details.ts'
import type { ParticipantDetails } from './details/details.ts'
import { type RegisterActor, recordEvent, referenceOf } from './record-event.ts'
import { refuseIfLeft } from './status/status.ts'
import { lockParticipant, setParticipantDetails } from './store.ts'

/**
 * Changes what is known of an organisation. Its register number names it and stays. Changing nothing records nothing.
 * Returns the names of what changed.
 * @throws AppError `conflict` when it has left the register, `invalid` for another register number
 */
export function updateParticipant(
  actor: RegisterActor,
  id: ParticipantId,
  details: ParticipantDetails,
): Promise<string[]> {
  return withTransaction(async () => {
    const before = await lockParticipant(id)
    refuseIfLeft(before)
    if (before.registerNumber !== details.registerNumber) {
      throw new AppError('invalid', 'register-number-stays', 'A register number never changes.')
    }
    const fields = participantDifferences(before, details).map(({ field }) => toCode(field))
    if (fields.length === 0) return fields
    await setParticipantDetails(id, details)
    await recordEvent(actor, { participant: id, event: 'update', status: before.status, fields })
    await appendEntry(
      { type: 'participant.updated', participant: id, fields },
      { legalName: details.legalName, actor: referenceOf(actor) },
    )
    return fields
  })
}
