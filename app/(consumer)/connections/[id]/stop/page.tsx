import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { DeletionQuestion } from '#components/connection/deletion-question.tsx'
import { Button, LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { showConnection } from '#lib/consent/index.ts'

export const metadata: Metadata = { title: 'Stop sharing' }

/** The one page between the button and the stop: what ends, and when. No reason asked, no plea (W1 to W3). */
export default async function StopPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await requireConsumer(`/connections/${id}/stop`)
  const connection = await showConnection(actor, id)
  if (!connection) notFound()
  if (!connection.standing) redirect(`/connections/${id}`)
  const name = connection.recipient.tradingName
  return (
    <Page>
      <PageTitle>Stop sharing with {name}?</PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>{name} stops getting your data straight away.</li>
        <li>Check with {name} first: parts of their service may stop.</li>
        <li>They may still have what you shared before.</li>
        <li>To share again later, start again from their app or website.</li>
      </ul>
      <form action={`/connections/${id}/stop/confirm`} method="post" className="space-y-8">
        <DeletionQuestion
          legend={`Do you also want ${name} to delete what it already has?`}
          hint={
            connection.canBeTold
              ? 'We pass your answer on.'
              : `We keep your answer, but cannot send it to ${name}. Call them too, on ${connection.recipient.phone}.`
          }
        />
        <div className="flex flex-wrap gap-3">
          <Button variant="danger">Stop sharing now</Button>
          <LinkButton href={`/connections/${id}`} variant="quiet">
            Keep sharing
          </LinkButton>
        </div>
      </form>
    </Page>
  )
}
