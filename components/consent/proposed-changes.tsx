import { DateText, Notice, Section, Table } from '#components/ui/index.ts'
import type { Change, ConsentSummary } from '#lib/consent/index.ts'
import { ChangeTag } from './change-tag.tsx'

const parts: Record<Change['part'], string> = {
  purpose: 'Why',
  usage: 'Electricity use',
  other: 'Other details',
  history: 'How far back',
  end: 'Last day',
}

const columns = [{ label: 'What' }, { label: 'Now' }, { label: 'They ask for' }, { label: 'Change' }]

/** What would change of a connection that stands, before anything else on the page (R7). */
export function ProposedChanges({ summary: { changes, recipient } }: { summary: ConsentSummary }) {
  if (!changes) return null
  return (
    <Section heading="What would change" id="changes">
      <p>
        You last agreed with {recipient.tradingName} on <DateText date={changes.since} />.
      </p>
      {changes.list.length === 0 ? (
        <p>
          They ask for what you share already. You can still choose other homes, less detail or another end.
        </p>
      ) : (
        <Table
          caption="What they ask to change"
          captionHidden
          columns={columns}
          rows={changes.list.map(toRow)}
          stack
        />
      )}
      <Notice>
        <p>Until you allow it, and if you do not, what you share now stays as it is.</p>
      </Notice>
    </Section>
  )
}

const toRow = (change: Change) => ({
  key: `${change.part} ${change.now} ${change.asked}`,
  cells: [
    parts[change.part],
    <Value key="now" part={change.part} value={change.now} />,
    <Value key="asked" part={change.part} value={change.asked} />,
    <ChangeTag key="mark" mark={change.mark} />,
  ],
})

function Value({ part, value }: Pick<Change, 'part'> & { value: string | null }) {
  if (value === null) return 'Not shared'
  return part === 'history' || part === 'end' ? <DateText date={value} /> : value
}
