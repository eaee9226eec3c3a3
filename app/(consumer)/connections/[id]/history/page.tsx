import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AccessHistory } from '#components/connection/access-history.tsx'
import { LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { showConnection } from '#lib/consent/index.ts'
import { listDisclosures } from '#lib/disclosure/index.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ before?: string | string[] }>
}

export const metadata: Metadata = { title: 'When it was used' }

/** Every time that data left under one connection, page by page, with downloads (D4). */
export default async function HistoryPage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await requireConsumer(`/connections/${id}/history`)
  const connection = await showConnection(actor, id)
  if (!connection) notFound()
  const before = [(await searchParams).before].flat()[0]
  const page = await listDisclosures(actor, connection.arrangementId, { before })
  const href = `/connections/${id}/history`
  return (
    <Page width="wide">
      <PageTitle
        caption={<a href={`/connections/${id}`}>{connection.recipient.tradingName}</a>}
        lead={`Every time that ${connection.recipient.tradingName} got data through this service, newest first.`}
      >
        When it was used
      </PageTitle>
      <p className="flex flex-wrap gap-3">
        <LinkButton href={`${href}/csv`} variant="quiet" small>
          Download all for a spreadsheet (CSV)
        </LinkButton>
        <LinkButton href={`${href}/json`} variant="quiet" small>
          Download all for a program (JSON)
        </LinkButton>
      </p>
      <AccessHistory days={page.days} level={2} />
      <nav aria-label="Pages" className="flex flex-wrap gap-3">
        {before !== undefined && (
          <LinkButton href={href} variant="quiet">
            Newest
          </LinkButton>
        )}
        {page.before && (
          <LinkButton href={`${href}?before=${page.before}`} variant="quiet">
            Earlier
          </LinkButton>
        )}
      </nav>
    </Page>
  )
}
