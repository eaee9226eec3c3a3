import type { SessionId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { forgetBrowsers } from './browser/store.ts'
import { endSessionsOf, type PortalSession } from './store.ts'

/** Ends one session of the same account, with its next click. */
export async function endOneSession({ account }: PortalSession, id: SessionId): Promise<void> {
  await endSessionsOf(account.id, { equals: id })
}

/** Ends all other sessions of the account; whoever signs in there again is a stranger there, and it is told. */
export function endOtherSessions({ id, account }: PortalSession, browser: string | undefined): Promise<void> {
  return withTransaction(async () => {
    await endSessionsOf(account.id, { not: id })
    await forgetBrowsers(account.id, browser)
  })
}
