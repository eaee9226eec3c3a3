import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AccessHistory } from '#components/connection/access-history.tsx'
import { ConnectionActions } from '#components/connection/connection-actions.tsx'
import { UnusedNotice } from '#components/connection/connection-card.tsx'
import { ConnectionChanges } from '#components/connection/connection-changes.tsx'
import { ConnectionFacts } from '#components/connection/connection-facts.tsx'
import { statusOf } from '#components/connection/connection-status.ts'
import { DoneNotice } from '#components/connection/done-notice.tsx'
import { HomeHoldNotice } from '#components/connection/home-hold-notice.tsx'
import { ReceiptLinks } from '#components/connection/receipt-links.tsx'
import { RecipientHoldNotice } from '#components/connection/recipient-hold-notice.tsx'
import { PermissionList } from '#components/consent/permission-list.tsx'
import { ExternalName, Page, PageTitle, Section, StatusTag } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type ConnectionDetail, offerNarrowing, showConnection } from '#lib/consent/index.ts'
import { type ArrangementId, type ConsumerActor, nowMs } from '#lib/core/index.ts'
import { listDisclosures, summariseUse } from '#lib/disclosure/index.ts'
import { env } from '#lib/env.ts'
import { canShareLess } from '../share-less.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'A connection' }

/** How much of the access history is here: the rest has a page of its own. */
const SHOWN = 10

export default async function ConnectionPage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await requireConsumer(`/connections/${id}`)
  const connection = await showConnection(actor, id)
  if (!connection) notFound()
  const { arrangementId, recipient, standing } = connection
  const offer = standing && (await offerNarrowing(actor, arrangementId))
  return (
    <Page>
      <DoneNotice connection={connection} done={Object.keys(await searchParams)} />
      <PageTitle caption={<a href="/connections">Your connections</a>}>{recipient.tradingName}</PageTitle>
      <StatusTag status={statusOf(connection, nowMs())} />
      <UnusedNotice connection={connection} />
      <RecipientHoldNotice connection={connection} />
      <HomeHoldNotice connection={connection} />
      <ExternalName
        name={recipient.tradingName}
        logo={recipient.logo}
        legalName={recipient.legalName}
        registerNumber={recipient.hold?.kind === 'left' ? undefined : recipient.registerNumber}
      />
      <ConnectionActions connection={connection} canShareLess={Boolean(offer && canShareLess(offer))} />
      <Section heading="What you agreed" id="agreed">
        <ConnectionFacts connection={connection} use={await summariseUse(actor, arrangementId)} />
      </Section>
      <Section heading={standing ? 'What they can see' : 'What they could see'} id="what">
        <PermissionList clusters={connection.permissions} />
      </Section>
      <ConnectionChanges earlier={connection.earlier} name={recipient.tradingName} />
      <Latest actor={actor} id={arrangementId} />
      <ReceiptLinks arrangementId={arrangementId} />
      <Complaints recipient={recipient} />
    </Page>
  )
}

async function Latest({ actor, id }: { actor: ConsumerActor; id: ArrangementId }) {
  const { days } = await listDisclosures(actor, id, { limit: SHOWN })
  return (
    <Section heading="When it was used" id="used">
      <AccessHistory days={days} level={3} />
      {days.length > 0 && (
        <p>
          <a href={`/connections/${id}/history`}>See every time, and download the list</a>
        </p>
      )}
    </Section>
  )
}

function Complaints({ recipient }: Pick<ConnectionDetail, 'recipient'>) {
  return (
    <Section heading="Questions or a complaint" id="help">
      <p>
        Ask {recipient.tradingName} how they use your data: read their{' '}
        <a href={recipient.privacyUrl}>privacy notice</a> or call {recipient.phone}.
      </p>
      <p>
        If you are not content with their answer, you can complain to the{' '}
        <a href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.
      </p>
      <p>To stop without this website, call {env().supportPhone}.</p>
    </Section>
  )
}
