import type { Session } from 'oidc-provider'
import type { Browser } from './decide-request.ts'
import { provider } from './provider.ts'
import { readProviderSession } from './provider-session.ts'

/**
 * Ends the provider's session of this browser and tells the clients that it was used with, those that want to know.
 * Consents stand: they were given to a recipient, not to a session.
 */
export async function endProviderSession(browser: Browser): Promise<void> {
  const session = await readProviderSession(browser)
  if (!session.accountId) return
  await session.destroy()
  const clients = Object.keys(session.authorizations ?? {})
  await Promise.all(clients.map((clientId) => tellClient(session, clientId)))
}

/** What the library's clients can do that its types don't say. */
interface Notifiable {
  backchannelLogoutUri?: string
  backchannelLogout(accountId: string, sid: string | undefined): Promise<void>
}

/** Sends a logout token. A client that can't be reached keeps nobody from signing out. */
async function tellClient(session: Session, clientId: string): Promise<void> {
  try {
    const client = (await (await provider()).Client.find(clientId)) as Notifiable | undefined
    if (!client?.backchannelLogoutUri) return
    await client.backchannelLogout(String(session.accountId), session.sidFor(clientId))
  } catch (error) {
    console.error('back-channel logout', clientId, error instanceof Error ? error.message : error)
  }
}
