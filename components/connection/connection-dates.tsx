import { DateText, type SummaryRow } from '#components/ui/index.ts'
import type { Connection } from '#lib/consent/index.ts'

/** When it started, and when it ends or ended. The end is the last moment of a day, so that day is named. */
export function connectionDates({ startedAt, endsAt, endedAt, standing }: Connection): SummaryRow[] {
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
  ]
}
