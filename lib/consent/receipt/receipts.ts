import type { MailMessage } from '#lib/mail/index.ts'
import { factsOf, helpOf, lastDayOf, stopOf, type Told } from './told.ts'

/** What became of a consent, as a receipt says it. */
export type ReceiptKind =
  | 'consent.given'
  | 'consent.changed'
  | 'consent.narrowed'
  | 'consent.paused'
  | 'consent.resumed'
  | 'consent.withdrawn'
  | 'consent.expired'
  | 'consent.given-up'
  | 'consent.ended-for-safety'
  | 'consent.invalidated'
  | 'consent.suspended'
  | 'consent.reinstated'
  | 'consent.tenancy-ended'

interface Words {
  subject: string
  lead: string
  /** What that means, one sentence each */
  means: string[]
}

const OVER = (name: string) => [
  `${name} can no longer get your data.`,
  `They may still have what you shared before. You can ask ${name} to delete it.`,
]

/** In plain words: sentences of 25 words at most, no plea, and nothing that has to be done (W2). */
export const receipts: Readonly<Record<ReceiptKind, (told: Told, name: string) => Words>> = {
  'consent.given': (told, name) => ({
    subject: `You share energy data with ${name}`,
    lead: `You allowed ${name} to get your energy data until the end of ${lastDayOf(told)}.`,
    means: ['You can stop at any time, without giving a reason.'],
  }),
  'consent.changed': (told, name) => ({
    subject: `You changed what you share with ${name}`,
    lead: `What you share with ${name} has changed. It is now as below, until the end of ${lastDayOf(told)}.`,
    means: ['What you agreed before no longer counts.', 'You can stop at any time, without giving a reason.'],
  }),
  'consent.narrowed': (_, name) => ({
    subject: `You share less with ${name}`,
    lead: `You chose to share less with ${name}. What they can see now is below.`,
    means: ['What you no longer share stopped straight away.'],
  }),
  'consent.paused': (_, name) => ({
    subject: `You paused sharing with ${name}`,
    lead: `${name} gets nothing until you resume.`,
    means: ['The end date stays the same.'],
  }),
  'consent.resumed': (told, name) => ({
    subject: `You share with ${name} again`,
    lead: `You resumed sharing with ${name}, until the end of ${lastDayOf(told)}.`,
    means: ['You can stop or pause at any time.'],
  }),
  'consent.withdrawn': (_, name) => ({
    subject: `You stopped sharing with ${name}`,
    lead: `You stopped sharing your energy data with ${name}. It ended straight away.`,
    means: OVER(name),
  }),
  'consent.expired': (_, name) => ({
    subject: `Sharing with ${name} has ended`,
    lead: `The end date that you chose has come, so sharing with ${name} has ended.`,
    means: OVER(name),
  }),
  'consent.given-up': (_, name) => ({
    subject: `${name} gave up its access`,
    lead: `${name} told us that it no longer needs your energy data. Sharing has ended.`,
    means: OVER(name),
  }),
  'consent.ended-for-safety': (_, name) => ({
    subject: `We stopped sharing with ${name}, for safety`,
    lead: 'A one-time code of this connection was used twice. Somebody else may have had it, so we ended sharing.',
    means: [...OVER(name), `If you still want to share, start again from ${name}’s app or website.`],
  }),
  'consent.invalidated': (_, name) => ({
    subject: `Sharing with ${name} has ended`,
    lead: `${name}’s app is no longer on the register of those who may ask. Sharing has ended.`,
    means: OVER(name),
  }),
  'consent.suspended': (_, name) => ({
    subject: `Sharing with ${name} is on hold`,
    lead: `An energy company told us that you moved out of a home that you share with ${name} from. Nothing is shared for now.`,
    means: [
      'If you still live there, say so under “Your homes” within 14 days.',
      'If you have moved, you need to do nothing. Sharing ends by itself.',
    ],
  }),
  'consent.reinstated': (_, name) => ({
    subject: `Sharing with ${name} goes on`,
    lead: `You showed that you still live there. Sharing with ${name} is as it was before.`,
    means: ['You can stop at any time, without giving a reason.'],
  }),
  'consent.tenancy-ended': (_, name) => ({
    subject: `Sharing with ${name} has ended`,
    lead: `You moved out of the home that you shared with ${name} from. Sharing has ended.`,
    means: OVER(name),
  }),
}

const stillShares: readonly ReceiptKind[] = [
  'consent.given',
  'consent.changed',
  'consent.narrowed',
  'consent.paused',
  'consent.resumed',
  'consent.suspended',
  'consent.reinstated',
]

/** The receipt as a message (R1): what happened and what it means, the terms, how to stop, how to look and complain. */
export function writeReceipt(kind: ReceiptKind, told: Told): MailMessage {
  const { subject, lead, means } = receipts[kind](told, told.recipient.tradingName)
  return {
    subject,
    lead,
    parts: [
      { kind: 'list', items: means },
      factsOf(told),
      ...(stillShares.includes(kind) ? [stopOf(told)] : []),
      ...helpOf(told),
    ],
  }
}
