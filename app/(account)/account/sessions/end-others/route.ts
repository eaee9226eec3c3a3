import { z } from 'zod'
import { currentBrowserToken, currentSession } from '#lib/auth/current-session.ts'
import { endOtherSessions } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { currentBrowser, endOtherProviderSessions } from '#lib/oidc/interaction.ts'

/** Signs everyone else out, here and for the apps that were used with it (H5). It takes no second sign-in: it only takes away. */
export const POST = formRoute(z.object({}), async () => {
  const session = await currentSession()
  if (!session) return '/sign-in?next=/account'
  await endOtherSessions(session, await currentBrowserToken())
  await endOtherProviderSessions(await currentBrowser(), session.account.id)
  return '/account?done=others'
})
