import { z } from 'zod'
import { turnLink } from '#lib/auth/index.ts'
import { changeRoute } from '../../account-route.ts'

/** Whether a link by e-mail is one of the ways to sign in. */
export const POST = changeRoute(
  z.object({ turn: z.enum(['on', 'off']) }),
  () => '/account/email-link',
  async (session, { turn }) => {
    await turnLink(session, turn === 'on')
    return '/account?done=link'
  },
)
