import type { MailMessage } from '#lib/mail/index.ts'
import { dayOf, factsOf, helpOf, lastDayOf, stopOf, type Told } from '../receipt/told.ts'
import type { RecipientHold } from '../recipient-hold.ts'

/** The connection ends by itself, in so many days (R4). */
export function writeExpiring(told: Told, days: number): MailMessage {
  const name = told.recipient.tradingName
  const when = days === 1 ? 'within a day' : `within ${days} days`
  return {
    subject: `Sharing with ${name} ends ${when}`,
    lead: `Sharing with ${name} ends by itself at the end of ${lastDayOf(told)}.`,
    parts: [
      {
        kind: 'list',
        items: [
          'You need do nothing, and it ends.',
          `If you want to share for longer, ${name} has to ask you again.`,
        ],
      },
      factsOf(told),
      stopOf(told),
      ...helpOf(told),
    ],
  }
}

/** The connection was used for the first time (R6). */
export function writeFirstUse(told: Told, { what, at }: { what: string; at: Date }): MailMessage {
  const name = told.recipient.tradingName
  return {
    subject: `${name} got your energy data for the first time`,
    lead: `${name} used what you allowed for the first time, on ${dayOf(at)}.`,
    parts: [
      {
        kind: 'list',
        items: [
          `What they got: ${what.charAt(0).toLowerCase()}${what.slice(1)}.`,
          'You can see every use on the page of the connection. We do not write about each.',
        ],
      },
      factsOf(told),
      stopOf(told),
      ...helpOf(told),
    ],
  }
}

/** The register holds the company or its app (R6). */
export function writeHeld(told: Told, reason: RecipientHold['reason']): MailMessage {
  const name = told.recipient.tradingName
  return {
    subject: `${name} can’t get your energy data at the moment`,
    lead: `${name} is suspended from the register of those who may ask, so it gets nothing at the moment.`,
    parts: [
      {
        kind: 'list',
        items: [
          ...(reason ? [`The reason: ${reason.label}.`, reason.sentence].filter(Boolean) : []),
          'If it is reinstated, sharing goes on, and we will tell you.',
          'You can stop sharing now all the same.',
        ],
      },
      factsOf(told),
      stopOf(told),
      ...helpOf(told),
    ],
  }
}

/** It may take part again. */
export function writeBack(told: Told): MailMessage {
  const name = told.recipient.tradingName
  return {
    subject: `${name} can get your energy data again`,
    lead: `${name} is no longer suspended. What you agreed to share is shared again.`,
    parts: [
      { kind: 'list', items: ['If you do not want that, you can stop now.'] },
      factsOf(told),
      stopOf(told),
      ...helpOf(told),
    ],
  }
}

/** All that stands, in one message (R5). */
export function writeSummary(all: readonly { told: Told; lastUsedAt: Date | null }[]): MailMessage {
  const count = all.length === 1 ? '1 connection' : `${all.length} connections`
  return {
    subject: 'Who gets your energy data',
    lead: `You have ${count} at the moment. If that is as you want it, you need do nothing.`,
    parts: [
      ...all.flatMap(({ told, lastUsedAt }) => [
        { kind: 'heading' as const, text: told.recipient.tradingName },
        summaryOf(told, lastUsedAt),
        stopOf(told),
      ]),
      { kind: 'link', text: 'See all your connections', path: '/connections' },
      { kind: 'link', text: 'Choose how often you get this message', path: '/account/notices' },
    ],
  }
}

const summaryOf = (told: Told, lastUsedAt: Date | null) => ({
  kind: 'facts' as const,
  rows: [
    { label: 'Why', value: told.purpose },
    { label: 'What they see', value: told.data.join('; ') },
    { label: 'Ends', value: `At the end of ${lastDayOf(told)}` },
    { label: 'Last used', value: lastUsedAt ? dayOf(lastUsedAt) : 'Not used yet' },
  ],
})
