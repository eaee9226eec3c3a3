import { Card, DateText, LinkButton } from '#components/ui/index.ts'
import type { ListedProposal } from '#lib/register/index.ts'
import { eventWords } from './words.ts'

const headings: Record<ListedProposal['event'], (name: string, product: string) => string> = {
  add: (name, product) => `New app of ${name}: ${product}`,
  change: (name, product) => `Change of ${product}, an app of ${name}`,
  revoke: (name) => `${eventWords.revoke.button} ${name}`,
  surrender: (name) => `${eventWords.surrender.button} of ${name}`,
  remove: (name, product) => `${eventWords.remove.button} ${product}, an app of ${name}`,
}

export const proposalHeading = ({
  event,
  tradingName,
  product,
}: Pick<ListedProposal, 'event' | 'tradingName' | 'product'>) => headings[event](tradingName, product ?? '')

/** What waits for somebody's decision. */
export function ProposalList({
  proposals,
  names,
}: {
  proposals: ListedProposal[]
  names: Map<string, string>
}) {
  return (
    <div className="space-y-4">
      {proposals.map((proposal) => (
        <Card
          key={proposal.id}
          heading={proposalHeading(proposal)}
          level={3}
          actions={
            <LinkButton
              href={`/operator/proposals/${proposal.id}`}
              small
              aria-label={`Review: ${proposalHeading(proposal)}`}
            >
              Review
            </LinkButton>
          }
        >
          <p>
            Proposed by {names.get(proposal.proposedBy) ?? 'the company itself'} on{' '}
            <DateText date={proposal.proposedAt} format="day-time" />. Runs out on{' '}
            <DateText date={proposal.expiresAt} format="day-time" />.
          </p>
        </Card>
      ))}
    </div>
  )
}
