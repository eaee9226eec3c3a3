import { formatDate, Section, Table } from '#components/ui/index.ts'
import type { Disclosed } from '#lib/disclosure/index.ts'

const columns = [
  { label: 'When' },
  { label: 'What' },
  { label: 'Which days' },
  { label: 'Readings', numeric: true },
]

/** Every time that data left, newest first (D4). */
export function AccessHistory({ disclosures }: { disclosures: Disclosed[] }) {
  return (
    <Section heading="When it was used" id="used">
      {disclosures.length === 0 ? (
        <p>Nothing has been read yet.</p>
      ) : (
        <Table
          caption="The last 50 times, newest first"
          columns={columns}
          rows={disclosures.map(toRow)}
          stack
        />
      )}
    </Section>
  )
}

const toRow = ({ id, disclosedAt, label, periodFrom, periodTo, readings }: Disclosed) => ({
  key: id,
  cells: [
    formatDate(disclosedAt, 'day-time'),
    label,
    periodText(periodFrom, periodTo),
    readings.toLocaleString('en-GB'),
  ],
})

function periodText(from: Date | null, to: Date | null): string {
  if (!from || !to) return 'Not applicable'
  if (from >= to) return 'Nothing in these days'
  const [first, last] = [formatDate(from), formatDate(to.getTime() - 1)]
  return first === last ? first : `${first} to ${last}`
}
