import type { Session } from 'oidc-provider'
import type { Browser } from './decide-request.ts'
import { afterLogout } from './logout.ts'
import { provider } from './provider.ts'
import { readProviderSession } from './provider-session.ts'

/** A client's request to sign out, while the consumer has not answered it. */
export interface LogoutRequest {
  /** Names the request, so that an answer can't meet another one */
  secret: string
  /** The product that asks, if it said so */
  clientName: string | undefined
  /** Where the browser goes afterwards */
  returnTo: string | undefined
}

/** The request to sign out that waits in this browser, if there is one. The library keeps it in its session. */
export async function readLogoutRequest(browser: Browser): Promise<LogoutRequest | undefined> {
  const { state } = await readProviderSession(browser)
  if (typeof state?.secret !== 'string') return undefined
  return { secret: state.secret, clientName: await nameOf(state.clientId), returnTo: afterLogout(state) }
}

/** The consumer stays signed in: the request is forgotten. */
export async function forgetLogoutRequest(browser: Browser): Promise<void> {
  const session: Session = await readProviderSession(browser)
  delete session.state
  await session.persist()
}

async function nameOf(clientId: unknown): Promise<string | undefined> {
  if (typeof clientId !== 'string') return undefined
  return (await (await provider()).Client.find(clientId))?.clientName
}
