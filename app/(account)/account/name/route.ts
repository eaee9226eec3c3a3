import { z } from 'zod'
import { currentSession } from '#lib/auth/current-session.ts'
import { personName, renameAccount } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** What we call them from now on. */
export const POST = formRoute(z.object({ name: personName }), async ({ data }) => {
  const session = await currentSession()
  if (!session) return '/sign-in?next=/account'
  if (!data) return '/account?problem=name'
  await renameAccount(session, data.name)
  return '/account?done=name'
})
