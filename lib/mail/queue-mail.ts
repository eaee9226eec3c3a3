import { randomUUID } from 'node:crypto'
import { type AccountId, assert, now, nowMs } from '#lib/core/index.ts'
import { type Letter, sealLetters } from './envelope.ts'
import { isMailbox } from './mailbox.ts'
import type { MailMessage } from './message.ts'
import { insertMails } from './store.ts'

/** How long a message is tried to be sent. */
const PATIENCE_MS = 3 * 24 * 60 * 60 * 1000

export type Addressee = { accountId: AccountId } | { address: string }

export type Mail = Addressee & {
  /** What it is about, as a code such as `consent.given`: the only thing that logs and numbers say of it */
  kind: string
  message: MailMessage
  /** When it is no longer worth sending, if sooner than in three days */
  until?: Date | undefined
}

/**
 * A message is owed from now on: one row, in the caller's transaction, so that it is sent if the act happened and not if
 * it didn't. Nobody waits for a mail server. It goes to the address that the account has when it is sent. Returns the
 * row's id.
 */
export async function queueMail(mail: Mail): Promise<string> {
  const [id] = await queueMails([mail])
  assert(id, 'the message has a row')
  return id
}

/** Many, in one statement. */
export async function queueMails(mails: readonly Mail[]): Promise<string[]> {
  if (mails.length === 0) return []
  const createdAt = now()
  const letters = mails.map(toLetter)
  const sealed = await sealLetters(letters)
  const rows = mails.map((mail, i) => toRow(mail, letters[i]?.id ?? '', sealed[i] ?? ''))
  await insertMails(rows, { state: isMailbox() ? 'kept' : 'waiting', createdAt })
  return rows.map(({ id }) => id)
}

const toLetter = ({ message, ...to }: Mail): Letter => ({
  id: randomUUID(),
  message,
  ...('address' in to && { address: to.address }),
})

function toRow({ kind, until, ...to }: Mail, id: string, sealed: string) {
  const patience = new Date(nowMs() + PATIENCE_MS)
  const giveUpAt = until && until < patience ? until : patience
  return { id, accountId: 'accountId' in to ? to.accountId : null, kind, sealed, giveUpAt }
}
