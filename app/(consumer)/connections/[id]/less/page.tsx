import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { NarrowingForm } from '#components/connection/narrowing-form.tsx'
import { ErrorSummary, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type NarrowingOffer, offerNarrowing, showConnection } from '#lib/consent/index.ts'
import { canShareLess, faults, isFault } from '../../share-less.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ fault?: string; changed?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { fault } = await searchParams
  return { title: isFault(fault) ? 'Error: Share less' : 'Share less' }
}

/** Stops one home, one kind of data or some detail, and keeps the rest: nobody else is asked (W7). */
export default async function LessPage({ params, searchParams }: Props) {
  const { id } = await params
  const { fault, changed } = await searchParams
  const actor = await requireConsumer(`/connections/${id}/less`)
  const connection = await showConnection(actor, id)
  if (!connection) notFound()
  const offer = await offerNarrowing(actor, connection.arrangementId)
  if (!offer || !canShareLess(offer)) redirect(`/connections/${id}`)
  const name = connection.recipient.tradingName
  const error = isFault(fault) ? faults[fault] : undefined
  return (
    <Page>
      {error && <ErrorSummary errors={[{ field: firstField(offer), message: error }]} />}
      {changed !== undefined && (
        <Notice kind="caution" title="This connection has changed in the meantime">
          <p>Nothing was changed just now. What follows is how it stands now.</p>
        </Notice>
      )}
      <PageTitle caption={<a href={`/connections/${id}`}>{name}</a>}>Share less with {name}</PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>What you choose here ends straight away. The rest goes on, until the same day as now.</li>
        <li>Parts of their service may stop. You can check with {name} first.</li>
        <li>To share it again later, start again from their app or website.</li>
      </ul>
      <NarrowingForm offer={offer} name={name} href={`/connections/${id}`} error={error} />
    </Page>
  )
}

const firstField = ({ homes, permissions }: NarrowingOffer): string =>
  homes.length > 0 ? 'homes' : permissions.length > 0 ? 'permissions' : 'usage'
