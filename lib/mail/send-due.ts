import { nowMs } from '#lib/core/index.ts'
import { openLetter } from './envelope.ts'
import { renderMessage } from './render-message.ts'
import { type DueMail, settle, takeDue } from './store.ts'
import type { SendMail } from './transport.ts'

const AT_ONCE = 20

/** Says that a message will never arrive. Its code is what the message was about; to whom and what it said stays out. */
export class MailGivenUp extends Error {
  override readonly name = 'MailGivenUp'
  readonly code: string

  constructor(kind: string, cause?: unknown) {
    super('A message was not sent in time.', { cause })
    this.code = kind
  }
}

/**
 * Sends every message whose turn it is. What fails is left for its next turn, until its time is over or the server says
 * that there is no such mailbox: then `onError` hears of it. Throws the first failure that may pass.
 */
export async function sendDue(send: SendMail, onError: (error: unknown) => void): Promise<void> {
  for (;;) {
    const due = await takeDue(AT_ONCE)
    const failures = await Promise.all(due.map((mail) => attempt(mail, send, onError)))
    const failure = failures.find((one) => one !== undefined)
    if (failure !== undefined) throw failure
    if (due.length < AT_ONCE) return
  }
}

/** Tries to send one; returns why it has to wait, if it has. */
async function attempt(mail: DueMail, send: SendMail, onError: (error: unknown) => void): Promise<unknown> {
  const end = await deliver(mail, send)
  if (end.state === 'waiting') return end.cause
  await settle(mail.id, end.state)
  if (end.state === 'given_up') onError(new MailGivenUp(mail.kind, end.cause))
  return undefined
}

async function deliver(
  { id, sealed, email, giveUpAt }: DueMail,
  send: SendMail,
): Promise<{ state: 'sent' | 'given_up' | 'waiting'; cause?: unknown }> {
  if (giveUpAt.getTime() <= nowMs()) return { state: 'given_up' }
  try {
    const { message, address } = await openLetter(id, sealed)
    const to = email ?? address
    if (to === undefined) return { state: 'given_up' }
    await send({ id, to, ...renderMessage(message) })
    return { state: 'sent' }
  } catch (cause) {
    return { state: isForGood(cause) ? 'given_up' : 'waiting', cause }
  }
}

/** The server refused this addressee or this message, and would again (RFC 5321 section 4.2.1: 5yz is permanent). */
function isForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && (responseCode ?? 0) >= 500
}
