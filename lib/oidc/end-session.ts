import type { Session } from 'oidc-provider'
import type { Browser } from './decide-request.ts'
import { provider } from './provider.ts'

/** A client's request to sign out, while the consumer has not answered it (`state` in the provider's session). */
export interface LogoutRequest {
  /** Names the request, so that an answer can't meet another one */
  secret: string
  /** The product that asks, if it said so */
  clientName: string | undefined
  /** Where the browser goes afterwards: an address of the client's on the register, with its `state` */
  returnTo: string | undefined
}

/** The request to sign out that waits in this browser, if there is one. */
export async function readLogoutRequest(browser: Browser): Promise<LogoutRequest | undefined> {
  const { state } = await sessionOf(browser)
  if (typeof state?.secret !== 'string') return undefined
  const client = state.clientId ? await (await provider()).Client.find(String(state.clientId)) : undefined
  const { secret, postLogoutRedirectUri: uri } = state
  return {
    secret,
    clientName: client?.clientName,
    returnTo: uri ? withState(String(uri), state.state) : undefined,
  }
}

/** The consumer stays signed in: the request is forgotten. */
export async function forgetLogoutRequest(browser: Browser): Promise<void> {
  const session = await sessionOf(browser)
  delete session.state
  await session.persist()
}

/**
 * Ends the provider's session of this browser and tells the clients that it was used with, those that want to know.
 * Consents stand: they were given to a recipient, not to a session.
 */
export async function endProviderSession(browser: Browser): Promise<void> {
  const session = await sessionOf(browser)
  if (!session.accountId) return
  await session.destroy()
  await Promise.all(
    Object.keys(session.authorizations ?? {}).map((clientId) => tellClient(session, clientId)),
  )
}

/** Sends a logout token. A client that can't be reached doesn't keep the consumer from signing out. */
async function tellClient(session: Session, clientId: string): Promise<void> {
  const client = (await (await provider()).Client.find(clientId)) as Notifiable | undefined
  if (!client?.backchannelLogoutUri) return
  await client
    .backchannelLogout(String(session.accountId), session.sidFor(clientId))
    .catch((error: Error) => console.error('back-channel logout', clientId, error.message))
}

/** What the library's clients can do that its types don't say. */
interface Notifiable {
  backchannelLogoutUri?: string
  backchannelLogout(accountId: string, sid: string | undefined): Promise<void>
}

async function sessionOf({ req, res }: Browser): Promise<Session> {
  const ready = await provider()
  return ready.Session.get(ready.createContext(req, res))
}

function withState(uri: string, state: unknown): string {
  const url = new URL(uri)
  if (typeof state === 'string') url.searchParams.set('state', state)
  return url.href
}
