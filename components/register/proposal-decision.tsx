import { Button, Notice, Section } from '#components/ui/index.ts'
import type { ShownProposal } from '#lib/register/index.ts'

const over = {
  approved: 'This was approved already.',
  declined: 'This was declined already.',
  expired: 'This has run out. It can be proposed again.',
}

/** The answers to a proposal, or why there are none. */
export function ProposalDecision({ proposal }: { proposal: ShownProposal }) {
  if (proposal.state !== 'open') return <Notice title={over[proposal.state]} />
  const waits = proposal.kind === 'ending' && !proposal.mayConfirm
  return (
    <Section heading="Your decision" id="decision">
      {waits && (
        <Notice title="Another operator must confirm this">
          <p>You proposed it. You can still take it back.</p>
        </Notice>
      )}
      <form
        action={`/operator/proposals/${proposal.id}/decide`}
        method="post"
        className="flex flex-wrap gap-3"
      >
        <input type="hidden" name="seen" value={proposal.kind === 'product' ? proposal.seen : ''} />
        {!waits && (
          <Button variant="choice" name="decision" value="approve">
            {proposal.kind === 'product' ? 'Approve' : 'Confirm'}
          </Button>
        )}
        <Button variant="choice" name="decision" value="decline">
          {waits ? 'Take it back' : 'Decline'}
        </Button>
      </form>
    </Section>
  )
}
