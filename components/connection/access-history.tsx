import { formatDate, Table } from '#components/ui/index.ts'
import type { Disclosed, HistoryPage } from '#lib/disclosure/index.ts'

const columns = [
  { label: 'When' },
  { label: 'What' },
  { label: 'Which days' },
  { label: 'Readings', numeric: true },
  { label: 'Were you there?' },
]

/** Every time that data left, newest first, under the day on which it did (D4). */
export function AccessHistory({ days, level }: Pick<HistoryPage, 'days'> & { level: 2 | 3 }) {
  const Heading = `h${level}` as const
  if (days.length === 0) return <p>Nothing has been read yet.</p>
  return days.map(({ date, disclosures }) => (
    <div key={date} className="space-y-2">
      <Heading className="text-h3">{formatDate(date, 'weekday')}</Heading>
      <Table
        caption={`Read on ${formatDate(date)}`}
        captionHidden
        columns={columns}
        rows={disclosures.map(toRow)}
        stack
      />
    </div>
  ))
}

const toRow = (disclosed: Disclosed) => ({
  key: disclosed.id,
  cells: [
    formatDate(disclosed.disclosedAt, 'time'),
    disclosed.meterEnding ? `${disclosed.label} (meter ending ${disclosed.meterEnding})` : disclosed.label,
    periodText(disclosed.periodFrom, disclosed.periodTo),
    disclosed.readings.toLocaleString('en-GB'),
    disclosed.customerPresent ? 'Yes, they say' : 'No',
  ],
})

function periodText(from: Date | null, to: Date | null): string {
  if (!from || !to) return 'Not applicable'
  if (from >= to) return 'Nothing in these days'
  const [first, last] = [formatDate(from), formatDate(to.getTime() - 1)]
  return first === last ? first : `${first} to ${last}`
}
