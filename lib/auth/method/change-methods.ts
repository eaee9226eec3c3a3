import { AppError } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { queueMail } from '#lib/mail/index.ts'
import { refuseStale } from '../fresh.ts'
import { methodsChanged } from '../mails.ts'
import type { PortalSession } from '../store.ts'
import { countMethods, hasStronger, type Methods } from './methods.ts'
import { findMethods, lockMethods, setEmailLink } from './store.ts'

/**
 * Changes how somebody signs in, and tells them by e-mail, in one transaction. Changes of one account take turns, and
 * the last way in can't be taken away.
 * @throws AppError forbidden `sign-in-again`; conflict `last-method`
 */
export function changeMethods(
  session: PortalSession,
  whatChanged: string,
  change: (before: Methods) => Promise<void>,
): Promise<void> {
  refuseStale(session)
  const { id: accountId } = session.account
  return withTransaction(async () => {
    await change(await lockMethods(accountId))
    if (countMethods(await findMethods(accountId)) === 0)
      throw new AppError(
        'conflict',
        'last-method',
        'Add another way to sign in before you remove the last one.',
      )
    await queueMail({ accountId, kind: 'account.methods-changed', message: methodsChanged(whatChanged) })
  })
}

/** With the first stronger way in, a link by e-mail is no longer one: it only recovers. Who wants both turns it on again. */
export async function replaceLink({ account }: PortalSession, before: Methods): Promise<void> {
  if (before.link && !hasStronger(before)) await setEmailLink(account.id, false)
}
