import { type Connection, showConnection } from './list-connections.ts'
import { readStopLink } from './stop-link.ts'
import { findOwner } from './store.ts'
import { withdrawConsent } from './withdraw-consent.ts'

/** The connection that a link stops; undefined when we didn't make the link, or the account is gone. */
export async function findByStopLink(token: string): Promise<Connection | undefined> {
  const named = await open(token)
  return named && showConnection(named.actor, named.arrangementId)
}

/** Stops what the link names; stopping twice is stopping once. False when we didn't make the link. */
export async function stopByLink(token: string): Promise<boolean> {
  const named = await open(token)
  if (!named) return false
  await withdrawConsent(named.actor, named.arrangementId, { channel: 'mail' })
  return true
}

/** A genuine link stands for the person whose connection it names, in this one act. */
async function open(token: string) {
  const arrangementId = await readStopLink(token)
  const accountId = arrangementId && (await findOwner(arrangementId))
  return accountId && { arrangementId, actor: { kind: 'consumer' as const, accountId } }
}
