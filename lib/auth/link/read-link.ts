import { findMethods } from '../method/store.ts'
import { findAccount } from '../store.ts'
import { findLink, type StoredLink } from './store.ts'

/** What a link does once its button is pressed. */
export type LinkOffer =
  | { leadsTo: 'sign-up'; name: string; email: string }
  /** `recovery`: a link by e-mail isn't one of the ways in which this account signs in */
  | { leadsTo: 'sign-in' | 'recovery'; name: string }

/** What a link is for; undefined when it was used or ran out. Reading changes nothing: mail programs open links by themselves. */
export async function readLink(token: string): Promise<LinkOffer | undefined> {
  const link = await findLink(token)
  return link && toOffer(link)
}

async function toOffer(link: StoredLink): Promise<LinkOffer | undefined> {
  if (link.accountId === null) return { leadsTo: 'sign-up', name: link.name, email: link.email }
  const account = await findAccount(link.accountId)
  if (!account) return undefined
  const { link: signsIn } = await findMethods(account.id)
  return { leadsTo: signsIn ? 'sign-in' : 'recovery', name: account.name }
}
