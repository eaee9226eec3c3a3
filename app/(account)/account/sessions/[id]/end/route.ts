import { z } from 'zod'
import { currentSession } from '#lib/auth/current-session.ts'
import { endOneSession } from '#lib/auth/index.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** Signs them out in one other browser. It takes no second sign-in: it only takes away. */
export const POST = formRoute(z.object({}), async (_form, { id }: { id: string }) => {
  const session = await currentSession()
  if (!session) return '/sign-in?next=/account'
  if (!isId('session', id)) throw new AppError('not_found', 'no-such-session', 'There is no such session.')
  await endOneSession(session, id)
  return '/account?done=session'
})
