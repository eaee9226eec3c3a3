import { z } from 'zod'
import { personName, renamePasskey } from '#lib/auth/index.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { changeRoute } from '../../../account-route.ts'

/** A name by which they tell their passkeys apart. */
export const POST = changeRoute(
  z.object({ name: personName }),
  ({ id }: { id: string }) => `/account/passkeys/${encodeURIComponent(id)}`,
  async (session, { name }, { id }) => {
    if (!isId('passkey', id)) throw new AppError('not_found', 'no-such-passkey', 'There is no such passkey.')
    await renamePasskey(session, id, name)
    return '/account?done=renamed'
  },
)
