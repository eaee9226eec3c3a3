import { AppError, type PasskeyId } from '#lib/core/index.ts'
import { deletePasskey, updatePasskeyName } from '../passkey/store.ts'
import type { PortalSession } from '../store.ts'
import { changeMethods } from './change-methods.ts'

/**
 * A passkey of theirs no longer signs in.
 * @throws AppError conflict `last-method`
 */
export const removePasskey = (session: PortalSession, id: PasskeyId): Promise<void> =>
  changeMethods(session, 'A passkey was removed.', async () => {
    if (!(await deletePasskey(session.account.id, id))) refuseUnknown()
  })

/** A name by which they tell their passkeys apart. */
export async function renamePasskey(session: PortalSession, id: PasskeyId, name: string): Promise<void> {
  if (!(await updatePasskeyName(session.account.id, id, name))) refuseUnknown()
}

function refuseUnknown(): never {
  throw new AppError('not_found', 'no-such-passkey', 'There is no such passkey.')
}
