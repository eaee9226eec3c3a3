import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AccessHistory } from '#components/connection/access-history.tsx'
import { ConnectionChanges } from '#components/connection/connection-changes.tsx'
import { connectionDates } from '#components/connection/connection-dates.tsx'
import { statusOf } from '#components/connection/connection-status.ts'
import { ReceiptLinks } from '#components/connection/receipt-links.tsx'
import { RecipientHoldNotice } from '#components/connection/recipient-hold-notice.tsx'
import { PermissionList } from '#components/consent/permission-list.tsx'
import {
  DateText,
  ExternalName,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  SummaryList,
} from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type Connection, showConnection } from '#lib/consent/index.ts'
import { nowMs } from '#lib/core/index.ts'
import { listDisclosures } from '#lib/disclosure/index.ts'
import { env } from '#lib/env.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ stopped?: string }>
}

export const metadata: Metadata = { title: 'A connection' }

export default async function ConnectionPage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await requireConsumer(`/connections/${id}`)
  const connection = await showConnection(actor, id)
  if (!connection) notFound()
  const { recipient, standing } = connection
  return (
    <Page>
      {(await searchParams).stopped && !standing && (
        <Notice kind="done" title="You stopped sharing">
          <p>
            {recipient.tradingName} can no longer get your data. Ask them to delete what they already have, if
            you want that.
          </p>
        </Notice>
      )}
      <PageTitle caption={<a href="/connections">Your connections</a>}>{recipient.tradingName}</PageTitle>
      <StatusTag status={statusOf(connection, nowMs())} />
      <RecipientHoldNotice connection={connection} />
      <ExternalName
        name={recipient.tradingName}
        logo={recipient.logo}
        legalName={recipient.legalName}
        registerNumber={recipient.hold?.kind === 'left' ? undefined : recipient.registerNumber}
      />
      <Facts connection={connection} />
      {standing && (
        <LinkButton href={`/connections/${id}/stop`} variant="danger">
          Stop sharing
        </LinkButton>
      )}
      <Section heading={standing ? 'What they can see' : 'What they could see'} id="what">
        <PermissionList clusters={connection.permissions} />
      </Section>
      <ConnectionChanges earlier={connection.earlier} />
      <AccessHistory disclosures={await listDisclosures(connection.arrangementId)} />
      <ReceiptLinks arrangementId={connection.arrangementId} />
      <Section heading="Questions or a complaint" id="help">
        <p>
          Ask {recipient.tradingName} how they use your data: read their{' '}
          <a href={recipient.privacyUrl}>privacy notice</a> or call {recipient.phone}. To stop without this
          website, call {env().supportPhone}.
        </p>
      </Section>
    </Page>
  )
}

function Facts({ connection }: { connection: Connection }) {
  const { purpose, homes, historyFrom, lastUsedAt } = connection
  return (
    <SummaryList
      rows={[
        { term: 'Why', details: purpose },
        {
          term: 'Home',
          details: homes
            .map((home) => `${home.address}, ${home.postcode} (meter ending ${home.mpanLast4})`)
            .join('; '),
        },
        { term: 'Readings from', details: <DateText date={historyFrom} /> },
        ...connectionDates(connection),
        {
          term: 'Last used',
          details: lastUsedAt ? <DateText date={lastUsedAt} format="day-time" /> : 'Not used yet',
        },
      ]}
    />
  )
}
