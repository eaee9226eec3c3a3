import { type AccountId, newId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { queueMail } from '#lib/mail/index.ts'
import { forgetBrowsers } from '../browser/store.ts'
import { recovered } from '../mails.ts'
import { lockMethods, setEmailLink, setPasswordHash, setRecovered } from '../method/store.ts'
import { deletePasskeys } from '../passkey/store.ts'
import { endSessionsOf, findAccount, insertConsumer } from '../store.ts'
import { deleteLinksOf, type StoredLink, takeLink } from './store.ts'

/** What somebody who recovers their account wants to end with it. */
export interface Ending {
  /** Passkeys and the password */
  methods: boolean
  sessions: boolean
}

export interface FollowedLink {
  leadsTo: 'sign-up' | 'sign-in' | 'recovery'
  accountId: AccountId
  returnTo: string
}

/**
 * Uses a link: makes the account that it confirms, or opens the one that it is for. Where a link is not among the ways in
 * which that account signs in, it is recovered: its homes stay closed until they are verified anew. Undefined when the
 * link was used or ran out.
 */
export function followLink(token: string, ending: Ending): Promise<FollowedLink | undefined> {
  return withTransaction(async () => {
    const link = await takeLink(token)
    if (!link) return undefined
    return link.accountId === null ? signUp(link) : open(link.accountId, link.returnTo, ending)
  })
}

type SignUp = Extract<StoredLink, { email: string }>

/** Of several links to one address, one makes the account. */
async function signUp({ email, name, returnTo }: SignUp): Promise<FollowedLink | undefined> {
  const accountId = newId('account')
  if (!(await insertConsumer({ id: accountId, email, name }))) return undefined
  await deleteLinksOf({ email })
  return { leadsTo: 'sign-up', accountId, returnTo }
}

async function open(
  accountId: AccountId,
  returnTo: string,
  ending: Ending,
): Promise<FollowedLink | undefined> {
  if (!(await findAccount(accountId))) return undefined
  await deleteLinksOf({ accountId })
  const { link } = await lockMethods(accountId)
  if (link) return { leadsTo: 'sign-in', accountId, returnTo }
  await recover(accountId, ending)
  await queueMail({ accountId, kind: 'account.recovered', message: recovered() })
  return { leadsTo: 'recovery', accountId, returnTo }
}

async function recover(accountId: AccountId, { methods, sessions }: Ending): Promise<void> {
  await setRecovered(accountId)
  if (methods) {
    await deletePasskeys(accountId)
    await setPasswordHash(accountId, null)
    // The only way in that is left, until they choose another.
    await setEmailLink(accountId, true)
  }
  if (sessions) {
    await endSessionsOf(accountId)
    await forgetBrowsers(accountId, undefined)
  }
}
