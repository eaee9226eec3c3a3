import { z } from 'zod'
import { signOutBrowser } from '#lib/auth/current-session.ts'
import { formRoute } from '#lib/http/index.ts'
import { currentBrowser, endProviderSession } from '#lib/oidc/interaction.ts'

/** Ends the session, here and for the apps that it was used with. Connections go on: signing out is not stopping. */
export const POST = formRoute(z.object({}), async () => {
  await signOutBrowser()
  await endProviderSession(await currentBrowser())
  return '/'
})
