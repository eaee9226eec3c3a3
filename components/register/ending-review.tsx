import { Section, SummaryList } from '#components/ui/index.ts'
import type { ShownProposal } from '#lib/register/index.ts'
import { eventWords } from './words.ts'

interface Props {
  proposal: Extract<ShownProposal, { kind: 'ending' }>
  /** How many connections of consumers would end */
  connections: number
  /** The reason, in words */
  label: string
}

/** What an ending would end. */
export function EndingReview({ proposal, connections, label }: Props) {
  const { ending, product, affected, participant } = proposal
  const { button, effect } = eventWords[ending.event]
  return (
    <Section heading={`${button}: ${product?.name ?? participant.tradingName}`} id="ending">
      <p>{effect}</p>
      <SummaryList
        rows={[
          { term: 'Why', details: `${label}. ${ending.reason.sentence}` },
          { term: 'Apps that leave', details: affected.map(({ name }) => name).join(', ') || 'None' },
          { term: 'Connections that end', details: connections.toLocaleString('en-GB') },
        ]}
      />
    </Section>
  )
}
