import type { ConnectionStatus } from '#components/ui/index.ts'
import type { Connection, ConsentState } from '#lib/consent/index.ts'

const SOON_MS = 30 * 86_400_000

/** What the consumer reads for each state of a consent. */
const statuses: Record<ConsentState, ConnectionStatus> = {
  requested: 'paused',
  awaiting_authorisation: 'paused',
  active: 'active',
  paused: 'paused',
  suspended: 'paused',
  withdrawn: 'stopped',
  revoked: 'stopped',
  invalidated: 'stopped',
  expired: 'ended',
  superseded: 'ended',
  completed: 'ended',
  tenancy_ended: 'ended',
  rejected: 'ended',
  timed_out: 'ended',
}

/** The status of a connection in the consumer's words, seen at `nowMs`. */
export function statusOf(
  { state, endsAt, recipient }: Pick<Connection, 'state' | 'endsAt' | 'recipient'>,
  nowMs: number,
): ConnectionStatus {
  const status = statuses[state]
  if (status === 'active' && recipient.hold) return recipient.hold.kind === 'held' ? 'paused' : 'stopped'
  return status === 'active' && endsAt.getTime() - nowMs < SOON_MS ? 'ends-soon' : status
}
