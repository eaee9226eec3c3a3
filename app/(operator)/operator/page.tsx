import type { Metadata } from 'next'
import { ParticipantTable } from '#components/register/participant-table.tsx'
import { ProposalList } from '#components/register/proposal-list.tsx'
import { Button, Field, LinkButton, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import { listParticipants, listProposals } from '#lib/register/index.ts'
import { namesOf } from './names.ts'

export const metadata: Metadata = { title: 'The register' }

interface Props {
  searchParams: Promise<{ q?: string | string[] }>
}

export default async function OperatorPage({ searchParams }: Props) {
  const actor = await requireOperator('/operator')
  const search = [(await searchParams).q ?? ''].flat()[0] ?? ''
  const [participants, proposals] = await Promise.all([listParticipants(actor, search), listProposals(actor)])
  return (
    <Page width="wide">
      <PageTitle lead="Who takes part, as what, and whether now. What you change here works with the next request.">
        The register
      </PageTitle>
      {proposals.length > 0 && (
        <Section heading="Waiting for a decision" id="proposals">
          <ProposalList proposals={proposals} names={await namesOf(proposals)} />
        </Section>
      )}
      <Section heading="Participants" id="participants">
        <form method="get" action="/operator" className="flex flex-wrap items-end gap-3">
          <Field
            name="q"
            label="Find by name, number or app"
            type="search"
            defaultValue={search}
            width="medium"
          />
          <Button variant="quiet">Find</Button>
        </form>
        <ParticipantTable participants={participants} />
        <LinkButton href="/operator/enrol">Enrol a participant</LinkButton>
      </Section>
      <p>
        What everybody can read: <a href="/register">the public register</a>.
      </p>
    </Page>
  )
}
