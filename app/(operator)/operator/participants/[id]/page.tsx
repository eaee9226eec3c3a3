import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { HistoryTable } from '#components/register/history-table.tsx'
import { ProductTable } from '#components/register/product-table.tsx'
import { ProposalList } from '#components/register/proposal-list.tsx'
import { RegisterStatus } from '#components/register/register-status.tsx'
import { StatusActions } from '#components/register/status-actions.tsx'
import { roleWords } from '#components/register/words.ts'
import { LinkButton, Page, PageTitle, Section, SummaryList } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import {
  eventsFrom,
  type Participant,
  participantTransitions,
  reasons,
  showParticipant,
} from '#lib/register/index.ts'
import { namesOf } from '../../names.ts'

export const metadata: Metadata = { title: 'A participant' }

export default async function ParticipantPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const path = `/operator/participants/${id}`
  const actor = await requireOperator(path)
  const shown = await showParticipant(actor, id)
  if (!shown) notFound()
  const { participant, products, proposals, history } = shown
  const names = await namesOf([...history, ...proposals])
  const events = eventsFrom(participantTransitions, participant.status)
  return (
    <Page width="wide">
      <PageTitle caption={<a href="/operator">The register</a>}>{participant.tradingName}</PageTitle>
      <RegisterStatus status={participant.status} />
      <Facts participant={participant} />
      {events.length > 0 && (
        <LinkButton href={`${path}/edit`} variant="quiet" small>
          Change details
        </LinkButton>
      )}
      {proposals.length > 0 && (
        <Section heading="Waiting for a decision" id="proposals">
          <ProposalList proposals={proposals} names={names} />
        </Section>
      )}
      <Section heading="Apps" id="apps">
        <ProductTable products={products} />
        {events.length > 0 && (
          <LinkButton href={`${path}/add-product`} variant="quiet" small>
            Add an app
          </LinkButton>
        )}
      </Section>
      {events.length > 0 && <StatusActions path={path} events={events} />}
      <HistoryTable history={history} names={names} reasons={reasons} />
    </Page>
  )
}

function Facts({ participant }: { participant: Participant }) {
  const { legalName, registerNumber, roles, website, privacyUrl, contactEmail, contactPhone } = participant
  return (
    <SummaryList
      rows={[
        { term: 'Legal name', details: legalName },
        { term: 'Register number', details: registerNumber },
        { term: 'Roles', details: roles.map((role) => roleWords[role]).join(', ') },
        { term: 'Website', details: website },
        { term: 'Privacy notice', details: privacyUrl },
        { term: 'Contact', details: `${contactEmail}, ${contactPhone}` },
      ]}
    />
  )
}
