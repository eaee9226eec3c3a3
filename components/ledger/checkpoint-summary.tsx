import { DateText, Details, SummaryList } from '#components/ui/index.ts'
import type { PublishedCheckpoint } from '#lib/ledger/index.ts'

interface Props {
  checkpoint: PublishedCheckpoint | undefined
  vkey: string
  /** Where the ledger is read */
  address: string
}

/** The latest signed state of the ledger, and how to check it without this page. */
export function CheckpointSummary({ checkpoint, vkey, address }: Props) {
  if (!checkpoint) return <p>Nothing has been published yet.</p>
  return (
    <>
      <SummaryList
        rows={[
          { term: 'Entries', details: checkpoint.size.toLocaleString('en-GB') },
          { term: 'Root hash', details: <code className="break-all">{checkpoint.root}</code> },
          { term: 'Signed', details: <DateText date={checkpoint.signedAt} format="day-time" /> },
          { term: 'Verifier key', details: <code className="break-all">{vkey}</code> },
        ]}
      />
      <Details summary="Check it without this page">
        <p>
          The read side is public: <a href="/log/checkpoint">checkpoint</a> and tiles, as C2SP tlog-tiles
          describes. In a copy of this project, run:
        </p>
        <pre className="rounded-md border border-line bg-surface p-3 whitespace-pre-wrap break-all">
          npm run verify -- {address}
        </pre>
      </Details>
    </>
  )
}
