import { z } from 'zod'
import { SHORTEST_PASSWORD, safeReturn, setPassword } from '#lib/auth/index.ts'
import { changeRoute } from '../../account-route.ts'

const form = z.object({ password: z.string().max(1024), next: z.string().max(512).optional() })
const CHOOSING = '/sign-up/method'

/** Sets a password, or another one: on the account's page, or after signing up. */
export const POST = changeRoute(
  form,
  () => '/account/password',
  async (session, { password, next }) => {
    const returnTo = safeReturn(next, '/account?done=password')
    if ([...password].length < SHORTEST_PASSWORD) {
      if (returnTo.startsWith('/account')) return '/account/password?problem=short'
      return `${CHOOSING}?problem=short&next=${encodeURIComponent(returnTo)}`
    }
    await setPassword(session, password)
    return returnTo
  },
)
