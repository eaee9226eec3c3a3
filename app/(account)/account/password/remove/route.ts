import { z } from 'zod'
import { removePassword } from '#lib/auth/index.ts'
import { changeRoute } from '../../account-route.ts'

/** From now on there is no password. */
export const POST = changeRoute(
  z.object({}),
  () => '/account/password',
  async (session) => {
    await removePassword(session)
    return '/account?done=removed'
  },
)
