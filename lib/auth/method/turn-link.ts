import { AppError } from '#lib/core/index.ts'
import type { PortalSession } from '../store.ts'
import { changeMethods } from './change-methods.ts'
import { setEmailLink } from './store.ts'

/** Whether a link by e-mail is one of the ways to sign in. */
export function turnLink(session: PortalSession, on: boolean): Promise<void> {
  if (session.account.role !== 'consumer')
    throw new AppError('forbidden', 'not-for-this-account', 'This account can’t sign in by email.')
  const change = on
    ? 'You can now sign in with an email link.'
    : 'You can no longer sign in with an email link.'
  return changeMethods(session, change, () => setEmailLink(session.account.id, on))
}
