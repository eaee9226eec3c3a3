import type { AccountId } from '#lib/core/index.ts'
import type { Browser } from './decide-request.ts'
import { hashId } from './hash-id.ts'
import { provider } from './provider.ts'
import { readProviderSession } from './provider-session.ts'
import { deleteRecord, findSessions } from './store.ts'

/** A session of the provider's: whose it is, and by which id each client knows it. */
interface Ended {
  accountId: string
  clients: Record<string, { sid?: string | undefined }>
}

/**
 * Ends the provider's session of this browser and tells the clients that it was used with, those that want to know.
 * Consents stand: they were given to a recipient, not to a session.
 */
export async function endProviderSession(browser: Browser): Promise<void> {
  const session = await readProviderSession(browser)
  if (!session.accountId) return
  await session.destroy()
  await tellClients({ accountId: session.accountId, clients: session.authorizations ?? {} })
}

/** Ends the provider's sessions of an account in all browsers but this one, and tells their clients too. */
export async function endOtherProviderSessions(browser: Browser, accountId: AccountId): Promise<void> {
  const here = await readProviderSession(browser)
  const others = (await findSessions(accountId)).filter(({ idHash }) => !hashId(here.jti).equals(idHash))
  await Promise.all(
    others.map(async ({ idHash, payload }) => {
      await deleteRecord('Session', idHash)
      await tellClients({ accountId, clients: (payload.authorizations ?? {}) as Ended['clients'] })
    }),
  )
}

const tellClients = ({ accountId, clients }: Ended): Promise<unknown> =>
  Promise.all(Object.entries(clients).map(([clientId, { sid }]) => tellClient(accountId, clientId, sid)))

/** What the library's clients can do that its types don't say. */
interface Notifiable {
  backchannelLogoutUri?: string
  backchannelLogout(accountId: string, sid: string | undefined): Promise<void>
}

/** Sends a logout token. A client that can't be reached keeps nobody from signing out. */
async function tellClient(accountId: string, clientId: string, sid: string | undefined): Promise<void> {
  try {
    const client = (await (await provider()).Client.find(clientId)) as Notifiable | undefined
    if (!client?.backchannelLogoutUri) return
    await client.backchannelLogout(accountId, sid)
  } catch (error) {
    console.error('back-channel logout', clientId, error instanceof Error ? error.message : error)
  }
}
