import type { AccountId } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { openLetter } from './envelope.ts'
import type { MailMessage } from './message.ts'
import { type RenderedMail, renderMessage } from './render-message.ts'
import { findKept, listKept } from './store.ts'

/** A message that stayed here. */
export interface KeptMail {
  id: string
  kind: string
  createdAt: Date
  message: MailMessage
}

/** Whether messages stay here instead of leaving: in a demo that has no mail server. */
export const isMailbox = (): boolean => env().mode === 'demo' && !env().mail

/** What somebody would have got by mail, newest first. */
export async function listMailbox(accountId: AccountId): Promise<KeptMail[]> {
  return Promise.all((await listKept(accountId)).map(open))
}

/** One message of theirs, also as it would have left; undefined when there is none such. */
export async function showKeptMail(
  accountId: AccountId,
  id: string,
): Promise<(KeptMail & { rendered: RenderedMail }) | undefined> {
  const row = await findKept(accountId, id)
  if (!row) return undefined
  const kept = await open(row)
  return { ...kept, rendered: renderMessage(kept.message) }
}

/** A message by its id, whoever it is for: for the browser that caused it, which was told the id and nobody else. */
export async function showCausedMail(id: string): Promise<KeptMail | undefined> {
  const row = isMailbox() ? await findKept(undefined, id) : undefined
  return row && open(row)
}

async function open({ sealed, ...row }: Omit<KeptMail, 'message'> & { sealed: string }): Promise<KeptMail> {
  return { ...row, message: (await openLetter(row.id, sealed)).message }
}
