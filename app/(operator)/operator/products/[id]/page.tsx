import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DifferenceList } from '#components/register/difference-list.tsx'
import { HistoryTable } from '#components/register/history-table.tsx'
import { RegisterStatus } from '#components/register/register-status.tsx'
import { StatusActions } from '#components/register/status-actions.tsx'
import { LinkButton, Notice, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import { eventsFrom, productTransitions, reasons, showProduct } from '#lib/register/index.ts'
import { namesOf } from '../../names.ts'

export const metadata: Metadata = { title: 'An app' }

export default async function ProductPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const path = `/operator/products/${id}`
  const actor = await requireOperator(path)
  const shown = await showProduct(actor, id)
  if (!shown) notFound()
  const { product, details, history } = shown
  const { participant } = product
  const events = eventsFrom(productTransitions, product.status)
  return (
    <Page width="wide">
      <PageTitle caption={<a href={`/operator/participants/${participant.id}`}>{participant.tradingName}</a>}>
        {product.name}
      </PageTitle>
      <RegisterStatus status={product.status} />
      {participant.status !== 'active' && (
        <Notice kind="caution" title={`${participant.tradingName} is ${participant.status}`}>
          <p>So this app gets no data, whatever its own status.</p>
        </Notice>
      )}
      <Section heading="What the register says" id="details">
        <p>
          Client id <code className="break-all">{product.clientId}</code>
        </p>
        <DifferenceList differences={details} isNew />
        {events.length > 0 && (
          <LinkButton href={`${path}/edit`} variant="quiet" small>
            Propose a change
          </LinkButton>
        )}
      </Section>
      {events.length > 0 && <StatusActions path={path} events={events} />}
      <HistoryTable history={history} names={await namesOf(history)} reasons={reasons} />
    </Page>
  )
}
