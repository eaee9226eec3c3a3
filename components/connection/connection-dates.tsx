import { DateText, type SummaryRow } from '#components/ui/index.ts'
import type { Connection } from '#lib/consent/index.ts'

/** When it started, and when it ends or ended. The end is the last moment of a day, so that day is named. */
export function connectionDates(connection: Connection): SummaryRow[] {
  const { startedAt, endsAt, endedAt, standing } = connection
  const lastDay = new Date(endsAt.getTime() - 1)
  return [
    { term: 'Started', details: <DateText date={startedAt} /> },
    standing
      ? {
          term: 'Ends',
          details: (
            <>
              At the end of <DateText date={lastDay} />
            </>
          ),
        }
      : { term: 'Ended', details: <DateText date={endedAt ?? endsAt} format="day-time" /> },
    ...whoEnded(connection),
  ]
}

function whoEnded({ endedBy, recipient: { tradingName } }: Connection): SummaryRow[] {
  if (!endedBy) return []
  const words = {
    consumer: 'You',
    recipient: `${tradingName}: they gave up their access`,
    node: `This service, for safety: a one-time code of this connection was used twice. If you still want to share, start again from ${tradingName}’s app or website.`,
  }
  return [{ term: 'Ended by', details: words[endedBy] }]
}
