import type { Session } from 'oidc-provider'
import type { Browser } from './decide-request.ts'
import { provider } from './provider.ts'

/** The provider's session of this browser; a new one, without an account, when there is none. */
export async function readProviderSession({ req, res }: Browser): Promise<Session> {
  const ready = await provider()
  return ready.Session.get(ready.createContext(req, res))
}
