import { DateText, formatDate, Notice, Section, SummaryList } from '#components/ui/index.ts'
import type { CheckedReceipt } from '#lib/consent/index.ts'

type Genuine = Extract<CheckedReceipt, { kind: 'genuine' }>

const faults = {
  unreadable: {
    title: 'This is not a receipt, or a part of it is missing',
    text: 'Paste all of the text of the file, from the first bracket to the last.',
  },
  'not-ours': {
    title: 'This receipt is not ours',
    text: 'Another service made it, or somebody who pretends to be us. Do not rely on it.',
  },
  changed: {
    title: 'This receipt was changed',
    text: 'Something in it differs from what we signed. Do not rely on it.',
  },
}

const ledgers: Record<Genuine['ledger'], string> = {
  proven: 'Yes, with a proof that anybody can check',
  pending: 'Not yet when it was made. Download it again to get the proof.',
  wrong: 'No. The part about the ledger does not fit the receipt. Do not rely on it.',
}

/** What came of a check, in plain words (A17). */
export function ReceiptVerdict({ verdict }: { verdict: CheckedReceipt }) {
  if (verdict.kind === 'genuine') return <GenuineVerdict verdict={verdict} />
  const { title, text } = faults[verdict.kind]
  return (
    <div role="status">
      <Notice kind="caution" title={title}>
        <p>{text}</p>
      </Notice>
    </div>
  )
}

function GenuineVerdict({ verdict }: { verdict: Genuine }) {
  const { ledger, company, reference, createdAt, endsAt, indexes } = verdict
  const sound = ledger !== 'wrong'
  return (
    <>
      <div role={sound ? undefined : 'status'}>
        <Notice
          kind={sound ? 'done' : 'caution'}
          title={sound ? 'This receipt is genuine and unchanged' : 'This receipt contradicts the ledger'}
        >
          <p>{sound ? 'We made it, and nothing in it differs from what we signed.' : 'Do not rely on it.'}</p>
        </Notice>
      </div>
      <Section heading="What it says" id="says">
        <SummaryList
          rows={[
            { term: 'Company', details: company },
            { term: 'Reference', details: <span className="wrap-anywhere">{reference}</span> },
            { term: 'Made', details: <DateText date={createdAt} format="day-time" /> },
            { term: 'Agreed until', details: `The end of ${formatDate(Date.parse(endsAt) - 1)}` },
            {
              term: 'In the ledger',
              details:
                indexes.length > 0 ? `${ledgers[ledger]} (entry ${indexes.join(', ')})` : ledgers[ledger],
            },
          ]}
        />
      </Section>
      <LedgerEvents verdict={verdict} />
    </>
  )
}

/** A receipt is of one day; the ledger knows what came after. */
function LedgerEvents({ verdict: { events } }: { verdict: Genuine }) {
  if (events.length === 0) return null
  return (
    <Section heading="What the public ledger says today" id="ledger">
      <SummaryList
        rows={events.map(({ label, at }) => ({ term: formatDate(at, 'day-time'), details: label }))}
      />
    </Section>
  )
}
