import type { SessionId } from '#lib/core/index.ts'
import { describeDevice } from './describe-device.ts'
import { findSessionsOf, type PortalSession } from './store.ts'

/** One browser in which somebody is signed in. */
export interface ListedSession {
  id: SessionId
  /** In words, such as "Safari on an iPhone" */
  device: string
  signedInAt: Date
  lastSeenAt: Date
  /** Whether it is the one that asks */
  here: boolean
}

/** Where an account is signed in: this browser first, then by when each was last seen. */
export async function listSessions(session: PortalSession): Promise<ListedSession[]> {
  const rows = await findSessionsOf(session.account.id)
  const listed = rows.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
    id: id as SessionId,
    device: describeDevice(userAgent),
    signedInAt: createdAt,
    lastSeenAt,
    here: id === session.id,
  }))
  return listed.sort((a, b) => Number(b.here) - Number(a.here))
}
