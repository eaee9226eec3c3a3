import { DateText, type SummaryRow } from '#components/ui/index.ts'
import type { Connection } from '#lib/consent/index.ts'

const terms: Record<NonNullable<Connection['notice']>['type'], string> = {
  'consent.changed': 'Told that you share less',
  'consent.paused': 'Told that you paused',
  'consent.suspended': 'Told that sharing is on hold',
  'consent.resumed': 'Told that you resumed',
  'consent.expired': 'Told that it ended',
  'consent.revoked': 'Told that it ended',
}

/** What was asked of the company when sharing stopped (W1), and whether it has been told of the last change (W5). */
export function toldRows({ notice, standing, asksDeletion, recipient }: Connection): SummaryRow[] {
  const { tradingName } = recipient
  const asked = asksDeletion
    ? `You asked ${tradingName} to delete what it has`
    : 'You did not ask for anything to be deleted'
  return [
    ...(standing || asksDeletion === null ? [] : [{ term: 'What it already has', details: asked }]),
    ...(notice
      ? [{ term: terms[notice.type], details: <Told name={tradingName} toldAt={notice.toldAt} /> }]
      : []),
  ]
}

function Told({ name, toldAt }: { name: string; toldAt: Date | null }) {
  if (!toldAt) return <>We have not yet told {name}. It finds out when it next asks for data.</>
  return (
    <>
      We told {name} on <DateText date={toldAt} format="day-time" />
    </>
  )
}
