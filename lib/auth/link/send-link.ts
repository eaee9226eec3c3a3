import { nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { placeOf, takeTurn } from '#lib/limits/index.ts'
import { type MailMessage, queueMail } from '#lib/mail/index.ts'
import { isKnownBrowser } from '../browser/store.ts'
import { confirmAddress, noAccount, noLinkForRole, signInByLink } from '../mails.ts'
import { hashToken, randomToken } from '../random-token.ts'
import { type Account, findAccountByEmail } from '../store.ts'
import { insertLink, type StoredLink } from './store.ts'

const LINK_MS = 15 * 60 * 1000

export interface AskedLink {
  email: string
  /** Where they were heading: a path of ours */
  returnTo: string
  /** Where they ask from */
  address: string
  /** The token of their browser, if anybody has signed in there */
  browser: string | undefined
}

/**
 * Somebody wants an account. Who has one already gets a link to sign in; nobody but the reader of the mail learns which.
 * Returns the id of the mail.
 * @throws RateLimited
 */
export function sendSignUpLink({ name, ...asked }: AskedLink & { name: string }): Promise<string> {
  return send(asked, (email, returnTo) => ({
    link: { accountId: null, email, name, returnTo },
    message: confirmAddress,
  }))
}

/**
 * Somebody wants to sign in with a link. Who has no account is told so, by e-mail. Returns the id of the mail.
 * @throws RateLimited
 */
export function sendSignInLink(asked: AskedLink): Promise<string> {
  return send(asked, () => ({ message: noAccount }))
}

/**
 * A mailbox as it is counted. Strangers share its turns, so that nobody is flooded; a browser from which its owner has
 * signed in has turns of its own, so that strangers who take all of theirs keep nobody out.
 */
const nameOf = (email: string, browser: string): string =>
  Buffer.from(hashToken(`${email} ${browser}`)).toString('base64url')

interface Answer {
  link?: StoredLink
  message: (token: string) => MailMessage
}

async function send(
  { email, returnTo, address, browser }: AskedLink,
  toStranger: (email: string, returnTo: string) => Answer,
): Promise<string> {
  const to = email.trim().toLowerCase()
  takeTurn('address at asking for links', placeOf(address))
  const account = await findAccountByEmail(to)
  const known = account && browser !== undefined && (await isKnownBrowser(account.id, browser))
  takeTurn('mailbox', nameOf(to, known ? browser : ''))
  const { link, message } = account ? toKnown(account, returnTo) : toStranger(to, returnTo)
  const token = randomToken()
  const until = new Date(nowMs() + LINK_MS)
  return withTransaction(async () => {
    if (link) await insertLink(token, link, until)
    const addressee = account ? { accountId: account.id } : { address: to }
    return queueMail({ ...addressee, kind: 'account.link', message: message(token), until })
  })
}

const toKnown = ({ id, role }: Account, returnTo: string): Answer =>
  role === 'consumer'
    ? { link: { accountId: id, returnTo }, message: signInByLink }
    : { message: noLinkForRole }
