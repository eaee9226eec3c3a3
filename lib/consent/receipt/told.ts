import { type PermissionId, permissions } from '#lib/energy/index.ts'
import type { MailPart } from '#lib/mail/index.ts'
import { type StopPath, stopPaths } from '../stop-link.ts'
import type { ToldRow } from './store.ts'

/** What messages say of a consent. There is no address here, no whole meter number and no reading, so none can leave (R3). */
export interface Told extends Omit<ToldRow, 'permissions'> {
  /** Permissions, in one line each */
  data: string[]
  stopPath: StopPath
}

export async function describeAll(rows: readonly ToldRow[]): Promise<Told[]> {
  const pathOf = await stopPaths()
  return rows.map(({ permissions: ids, ...row }) => ({
    ...row,
    data: ids.map((id) => permissions[id as PermissionId].label),
    stopPath: pathOf(row.arrangementId),
  }))
}

/** A day as people in Britain write it. */
export const dayOf = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(date)

/** The last day of sharing: the end is that day's last moment. */
export const lastDayOf = ({ endsAt }: Pick<Told, 'endsAt'>): string => dayOf(new Date(endsAt.getTime() - 1))

export const metersOf = ({ meters }: Pick<Told, 'meters'>): string =>
  meters.map((last4) => `Meter ending …${last4}`).join('; ')

/** Whom, what for, what, where and until when (R1). */
export function factsOf(told: Told): MailPart {
  const { recipient, purpose, data, onwardSharing, historyFrom, arrangementId } = told
  return {
    kind: 'facts',
    rows: [
      {
        label: 'Company',
        value: `${recipient.tradingName} (${recipient.legalName}, ${recipient.registerNumber})`,
      },
      { label: 'Why', value: purpose },
      { label: 'What they see', value: data.join('; ') },
      { label: 'Home', value: metersOf(told) },
      { label: 'Readings from', value: dayOf(historyFrom) },
      { label: 'Ends', value: `At the end of ${lastDayOf(told)}` },
      { label: 'They pass it on to', value: onwardSharing.join('; ') || 'Nobody, they told us' },
      { label: 'Reference', value: arrangementId },
    ],
  }
}

/** How to look again, and how to complain. */
export function helpOf({ recipient, arrangementId }: Told): MailPart[] {
  const { tradingName, phone, privacyUrl } = recipient
  return [
    { kind: 'link', text: 'See this connection', path: `/connections/${arrangementId}` },
    { kind: 'heading', text: 'Questions or a complaint' },
    {
      kind: 'text',
      text: `Ask ${tradingName} how they use your data: call ${phone}. Their privacy notice: ${privacyUrl}`,
    },
    {
      kind: 'text',
      text: 'If that does not help, the Information Commissioner’s Office takes complaints about personal data.',
    },
  ]
}

/** How to stop, with one tap and a page that asks (W9). */
export const stopOf = ({ recipient, stopPath }: Told): MailPart => ({
  kind: 'link',
  text: `Stop sharing with ${recipient.tradingName}`,
  path: stopPath,
})
