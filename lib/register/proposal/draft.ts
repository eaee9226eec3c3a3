import type { OperatorActor } from '#lib/core/index.ts'
import { deleteDraft, findDraft, upsertDraft } from './store.ts'

/** Something that only a private key has (RFC 7518 6.2.2, 6.3.2, 6.4). */
const PRIVATE_KEY = /"(d|p|q|dp|dq|qi|k)"\s*:|PRIVATE KEY/

/**
 * Keeps what an operator typed into a form that has faults, so that nothing is typed twice: an address is no place for
 * it. A private key that was pasted by mistake isn't kept.
 */
export const saveDraft = (actor: OperatorActor, form: string, typed: Record<string, string>): Promise<void> =>
  upsertDraft(
    actor.accountId,
    form,
    Object.fromEntries(
      Object.entries(typed).map(([name, text]) => [name, PRIVATE_KEY.test(text) ? '' : text]),
    ),
  )

/** What was typed, or undefined. */
export const readDraft = (actor: OperatorActor, form: string): Promise<Record<string, string> | undefined> =>
  findDraft(actor.accountId, form)

/** The form was taken. */
export const forgetDraft = (actor: OperatorActor, form: string): Promise<void> =>
  deleteDraft(actor.accountId, form)
