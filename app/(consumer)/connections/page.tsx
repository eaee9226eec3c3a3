import type { Metadata } from 'next'
import { ConnectionCard } from '#components/connection/connection-card.tsx'
import { LinkButton, Notice, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { listConnections } from '#lib/consent/index.ts'
import { nowMs } from '#lib/core/index.ts'
import { listHomes } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { listWaitingRequests } from '#lib/oidc/interaction.ts'
import { ClosedNotice } from '../../_closed/closed-notice.tsx'

export const metadata: Metadata = { title: 'Your connections' }

export default async function ConnectionsPage() {
  const actor = await requireConsumer('/connections')
  const connections = await listConnections(actor)
  const waiting = (await listWaitingRequests(actor)).length
  const standing = connections.filter((connection) => connection.standing)
  const past = connections.filter((connection) => !connection.standing)
  return (
    <Page>
      <PageTitle lead="The companies that can see your energy data, and what they can see. You can stop any of them here.">
        Your connections
      </PageTitle>
      <ClosedNotice homes={await listHomes(actor.accountId)} />
      {waiting > 0 && <Waiting count={waiting} />}
      {standing.length === 0 && <NoConnections />}
      {standing.map((connection) => (
        <ConnectionCard key={connection.arrangementId} connection={connection} nowMs={nowMs()} />
      ))}
      {past.length > 0 && (
        <Section heading="Past connections" id="past">
          {past.map((connection) => (
            <ConnectionCard
              key={connection.arrangementId}
              connection={connection}
              nowMs={nowMs()}
              level={3}
            />
          ))}
        </Section>
      )}
    </Page>
  )
}

function Waiting({ count }: { count: number }) {
  return (
    <Notice title={count === 1 ? '1 app asks to see your data' : `${count} apps ask to see your data`}>
      <p className="pt-2">
        <LinkButton href="/approvals" small>
          Look and decide
        </LinkButton>
      </p>
    </Notice>
  )
}

function NoConnections() {
  const { mode, recipientPort } = env()
  return (
    <Notice title="Nobody can see your energy data">
      <p>
        A connection starts in the app or website of a company. It sends you here, and you decide. If you are
        asked by email, text or phone to share, check first that you know the company.
      </p>
      {mode === 'demo' && (
        <p className="pt-2">
          <LinkButton href={`http://127.0.0.1:${recipientPort}`} variant="quiet" small>
            Try it with the demo app
          </LinkButton>
        </p>
      )}
    </Notice>
  )
}
