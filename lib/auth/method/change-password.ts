import { AppError } from '#lib/core/index.ts'
import { hashPassword, SHORTEST_PASSWORD } from '../password.ts'
import type { PortalSession } from '../store.ts'
import { changeMethods, replaceLink } from './change-methods.ts'
import { setPasswordHash } from './store.ts'

/**
 * Sets a password, or another one.
 * @throws AppError invalid `password-too-short`
 */
export async function setPassword(session: PortalSession, password: string): Promise<void> {
  if ([...password].length < SHORTEST_PASSWORD)
    throw new AppError('invalid', 'password-too-short', `Use at least ${SHORTEST_PASSWORD} characters.`)
  const passwordHash = await hashPassword(password)
  await changeMethods(session, 'Your password was set or changed.', async (before) => {
    await setPasswordHash(session.account.id, passwordHash)
    await replaceLink(session, before)
  })
}

/** From now on there is no password. */
export const removePassword = (session: PortalSession): Promise<void> =>
  changeMethods(session, 'Your password was removed.', () => setPasswordHash(session.account.id, null))
