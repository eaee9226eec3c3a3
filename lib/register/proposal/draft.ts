import type { AccountId } from '#lib/core/index.ts'
import { deleteDraft, findDraft, upsertDraft } from './store.ts'

/** Whoever fills in a form. */
type Author = { accountId: AccountId }

/** Something that only a private key has (RFC 7518 6.2.2, 6.3.2, 6.4). */
const PRIVATE_KEY = /"(d|p|q|dp|dq|qi|k)"\s*:|PRIVATE KEY/

/**
 * Keeps what somebody typed into a form that has faults, so that nothing is typed twice: an address is no place for
 * it. A private key that was pasted by mistake isn't kept.
 */
export const saveDraft = (actor: Author, form: string, typed: Record<string, string>): Promise<void> =>
  upsertDraft(
    actor.accountId,
    form,
    Object.fromEntries(
      Object.entries(typed).map(([name, text]) => [name, PRIVATE_KEY.test(text) ? '' : text]),
    ),
  )

/** What was typed, or undefined. */
export const readDraft = (actor: Author, form: string): Promise<Record<string, string> | undefined> =>
  findDraft(actor.accountId, form)

/** The form was taken. */
export const forgetDraft = (actor: Author, form: string): Promise<void> => deleteDraft(actor.accountId, form)
