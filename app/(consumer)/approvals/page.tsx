import type { Metadata } from 'next'
import { Card, formatDate, LinkButton, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { listWaitingRequests } from '#lib/oidc/interaction.ts'

export const metadata: Metadata = { title: 'Requests that wait for you' }

/** What apps asked without sending anybody here (CIBA): decided when the consumer looks, or never. */
export default async function ApprovalsPage() {
  const waiting = await listWaitingRequests(await requireConsumer('/approvals'))
  return (
    <Page>
      <PageTitle lead="Apps that you have shared with ask again. Nothing is shared unless you allow it.">
        Requests that wait for you
      </PageTitle>
      {waiting.length === 0 && <Notice title="Nothing waits for you" />}
      {waiting.map(({ id, product, bindingMessage, askedAt }) => (
        <Card
          key={id}
          heading={product.participant.tradingName}
          actions={<LinkButton href={`/approvals/${id}`}>Look at what {product.name} asks</LinkButton>}
        >
          <p>
            Its app {product.name} asked on {formatDate(askedAt)}, with the words{' '}
            <span className="font-bold">{bindingMessage}</span>.
          </p>
        </Card>
      ))}
      <p>
        <LinkButton href="/connections" variant="quiet">
          See your connections
        </LinkButton>
      </p>
    </Page>
  )
}
