import { DateText, SummaryList, type SummaryRow } from '#components/ui/index.ts'
import type { ConnectionDetail } from '#lib/consent/index.ts'
import type { Use } from '#lib/disclosure/index.ts'
import { connectionDates } from './connection-dates.tsx'
import { toldRows } from './told-rows.tsx'

const details = { PT30M: 'Every half hour', P1D: 'Each day, in total', P1M: 'Each month, in total' }

/** All facts of one connection (D3). */
export function ConnectionFacts({ connection, use }: { connection: ConnectionDetail; use: Use }) {
  const { arrangementId, purpose, homes, historyFrom, detail, onwardSharing } = connection
  return (
    <SummaryList
      rows={[
        { term: 'Why', details: purpose },
        {
          term: 'Home',
          details: homes
            .map((home) => `${home.address}, ${home.postcode} (meter ending ${home.mpanLast4})`)
            .join('; '),
        },
        { term: 'How much detail', details: detail ? details[detail] : 'No readings' },
        { term: 'Readings from', details: <DateText date={historyFrom} /> },
        ...connectionDates(connection),
        ...usageRows(use),
        {
          term: 'Passed on to',
          details: onwardSharing.join('; ') || 'Nobody: they have told us that they will not pass it on',
        },
        ...toldRows(connection),
        { term: 'Reference', details: <span className="break-all">{arrangementId}</span> },
      ]}
    />
  )
}

function usageRows({ times, days, firstAt, lastAt }: Use): SummaryRow[] {
  if (!firstAt || !lastAt) return [{ term: 'Last used', details: 'Not used yet' }]
  return [
    { term: 'First used', details: <DateText date={firstAt} format="day-time" /> },
    { term: 'Last used', details: <DateText date={lastAt} format="day-time" /> },
    { term: 'How often', details: `${count(times, 'time')} on ${count(days, 'day')}` },
  ]
}

const count = (number: number, unit: string): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? unit : `${unit}s`}`
