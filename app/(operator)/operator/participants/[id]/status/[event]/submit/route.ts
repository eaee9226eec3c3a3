import type { OperatorActor, ParticipantId } from '#lib/core/index.ts'
import {
  proposeEnding,
  reinstateParticipant,
  type StatusReason,
  suspendParticipant,
} from '#lib/register/index.ts'
import { statusRoute } from '../../../../../status-route.ts'

const propose =
  (event: 'revoke' | 'surrender') =>
  (actor: OperatorActor, participant: ParticipantId, reason: StatusReason) =>
    proposeEnding(actor, { participant }, { event, reason })

/** What can't be undone is only proposed here. */
export const POST = statusRoute('participant', {
  suspend: suspendParticipant,
  reinstate: reinstateParticipant,
  revoke: propose('revoke'),
  surrender: propose('surrender'),
})
