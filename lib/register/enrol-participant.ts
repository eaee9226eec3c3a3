import { newId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import type { Participant } from './participant.ts'
import { byNode, recordEvent } from './record-event.ts'
import { findParticipantByRegisterNumber, insertParticipant } from './store.ts'

/** Enrols an organisation. Enrolling the same register number again returns the one that stands. */
export function enrolParticipant(
  input: Omit<Participant, 'id' | 'status'>,
  actor = byNode('set-up'),
): Promise<Participant> {
  return withTransaction(async () => {
    const standing = await findParticipantByRegisterNumber(input.registerNumber)
    if (standing) return standing
    const participant: Participant = { ...input, id: newId('participant'), status: 'active' }
    await insertParticipant(participant)
    await recordEvent(actor, { participant: participant.id, event: 'enrol', status: participant.status })
    await appendEntry(
      { type: 'participant.enrolled', participant: participant.id, roles: participant.roles },
      { registerNumber: participant.registerNumber, legalName: participant.legalName },
    )
    return participant
  })
}
