import { z } from 'zod'
import { removePasskey } from '#lib/auth/index.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { changeRoute } from '../../../account-route.ts'

/** The passkey no longer signs in. */
export const POST = changeRoute(
  z.object({}),
  ({ id }: { id: string }) => `/account/passkeys/${encodeURIComponent(id)}`,
  async (session, _data, { id }) => {
    if (!isId('passkey', id)) throw new AppError('not_found', 'no-such-passkey', 'There is no such passkey.')
    await removePasskey(session, id)
    return '/account?done=removed'
  },
)
