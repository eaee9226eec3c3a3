import { z } from 'zod'
import { signOutBrowser } from '#lib/auth/current-session.ts'
import { formRoute } from '#lib/http/index.ts'

/** Ends the session. Connections go on: signing out is not stopping. */
export const POST = formRoute(z.object({}), async () => {
  await signOutBrowser()
  return '/'
})
