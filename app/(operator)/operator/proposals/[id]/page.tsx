import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DifferenceList } from '#components/register/difference-list.tsx'
import { EndingReview } from '#components/register/ending-review.tsx'
import { ProposalDecision } from '#components/register/proposal-decision.tsx'
import { DateText, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import { countStanding } from '#lib/consent/index.ts'
import { reasons, type ShownProposal, showProposal } from '#lib/register/index.ts'
import { namesOf } from '../../names.ts'

export const metadata: Metadata = { title: 'A proposal' }

export default async function ProposalPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await requireOperator(`/operator/proposals/${id}`)
  const proposal = await showProposal(actor, id)
  if (!proposal) notFound()
  const { participant, proposedBy, proposedAt, expiresAt } = proposal
  const names = await namesOf([{ proposedBy }])
  return (
    <Page width="wide">
      <PageTitle
        caption={<a href={`/operator/participants/${participant.id}`}>{participant.tradingName}</a>}
        lead={
          <>
            Proposed by {names.get(proposedBy) ?? 'the company itself'} on{' '}
            <DateText date={proposedAt} format="day-time" />. Runs out on{' '}
            <DateText date={expiresAt} format="day-time" />.
          </>
        }
      >
        {titleOf(proposal)}
      </PageTitle>
      <Body proposal={proposal} />
      <ProposalDecision proposal={proposal} />
    </Page>
  )
}

async function Body({ proposal }: { proposal: ShownProposal }) {
  if (proposal.kind === 'product') {
    return (
      <Section heading={proposal.isNew ? 'What the register would say' : 'What would change'} id="changes">
        <p>
          Client id <code className="break-all">{proposal.details.clientId}</code>
        </p>
        <DifferenceList differences={proposal.differences} isNew={proposal.isNew} />
      </Section>
    )
  }
  const connections = await countStanding(proposal.affected.map(({ id }) => id))
  return (
    <EndingReview
      proposal={proposal}
      connections={connections}
      label={reasons[proposal.ending.reason.code].label}
    />
  )
}

function titleOf(proposal: ShownProposal): string {
  if (proposal.kind === 'ending') return 'Confirm what can’t be undone'
  return `${proposal.isNew ? 'Review a new app' : 'Review a change'}: ${proposal.details.name}`
}
