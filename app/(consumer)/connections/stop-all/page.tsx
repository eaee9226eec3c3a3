import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DeletionQuestion } from '#components/connection/deletion-question.tsx'
import { Button, LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { listConnections } from '#lib/consent/index.ts'

export const metadata: Metadata = { title: 'Stop all sharing' }

/** The one page between the button and the stop of everything: it lists what stops (D6). */
export default async function StopAllPage() {
  const actor = await requireConsumer('/connections/stop-all')
  const standing = (await listConnections(actor)).filter((connection) => connection.standing)
  if (standing.length === 0) redirect('/connections')
  return (
    <Page>
      <PageTitle>Stop all sharing?</PageTitle>
      <p>These companies stop getting your data straight away:</p>
      <ul className="list-disc space-y-2 pl-6">
        {standing.map(({ arrangementId, recipient, homes }) => (
          <li key={arrangementId}>
            <span className="font-bold">{recipient.tradingName}</span>, from{' '}
            {homes.map(({ address, postcode }) => `${address}, ${postcode}`).join('; ')}
          </li>
        ))}
      </ul>
      <p>
        Parts of their services may stop. You can check with each company first. To share again later, start
        again from its app or website.
      </p>
      <form action="/connections/stop-all/confirm" method="post" className="space-y-8">
        <DeletionQuestion
          legend="Do you also want these companies to delete what they already have?"
          hint="We pass your answer on where we can. Each past connection says whether we have."
        />
        <div className="flex flex-wrap gap-3">
          <Button variant="danger">Stop all sharing now</Button>
          <LinkButton href="/connections" variant="quiet">
            Keep sharing
          </LinkButton>
        </div>
      </form>
    </Page>
  )
}
