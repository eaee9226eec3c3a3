import { DateText, Details, Table } from '#components/ui/index.ts'
import type { ListedEntry } from '#lib/ledger/index.ts'

const columns = [
  { label: 'Index', numeric: true },
  { label: 'When' },
  { label: 'What happened' },
  { label: 'Entry' },
]

/** Published entries, newest first, each with its bytes and hash. */
export function EntryTable({ entries, labels }: { entries: ListedEntry[]; labels: Record<string, string> }) {
  if (entries.length === 0) return <p>No such entries.</p>
  return (
    <Table
      caption="Published entries, newest first"
      captionHidden
      columns={columns}
      stack
      rows={entries.map((listed) => ({
        key: String(listed.index),
        cells: [
          String(listed.index),
          <DateText key="when" date={listed.appendedAt} format="day-time" />,
          listed.entry ? (labels[listed.entry.type] ?? listed.entry.type) : 'This entry can not be read',
          <EntryDetails key="entry" listed={listed} />,
        ],
      }))}
    />
  )
}

function EntryDetails({ listed }: { listed: ListedEntry }) {
  return (
    <Details summary={listed.entry?.type ?? 'Unreadable'}>
      <pre className="max-w-full overflow-x-auto text-fine whitespace-pre-wrap break-all">
        {listed.entry ? JSON.stringify(listed.entry, null, 2) : 'Its bytes are not a known entry.'}
      </pre>
      <p className="text-fine text-muted break-all">Leaf hash {listed.leafHash}</p>
    </Details>
  )
}
