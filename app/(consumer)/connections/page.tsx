import type { Metadata } from 'next'
import { ConnectionCard } from '#components/connection/connection-card.tsx'
import { PropertyHeaders } from '#components/connection/property-header.tsx'
import { LinkButton, Notice, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type Connection, listConnections } from '#lib/consent/index.ts'
import { nowMs } from '#lib/core/index.ts'
import { listHomes } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { listWaitingRequests } from '#lib/oidc/interaction.ts'
import { ClosedNotice } from '../../_closed/closed-notice.tsx'
import { toProperties } from './properties.ts'

interface Props {
  searchParams: Promise<{ stopped?: string }>
}

export const metadata: Metadata = { title: 'Your connections' }

/** How many past connections the overview shows: the rest has a page of its own. */
const SHOWN = 3

export default async function ConnectionsPage({ searchParams }: Props) {
  const actor = await requireConsumer('/connections')
  const connections = await listConnections(actor)
  const homes = await listHomes(actor.accountId)
  const waiting = (await listWaitingRequests(actor)).length
  const standing = connections.filter((connection) => connection.standing)
  const past = connections.filter((connection) => !connection.standing)
  return (
    <Page>
      {(await searchParams).stopped && standing.length === 0 && (
        <Notice kind="done" title="You stopped sharing">
          <p>No company can get your data through this service any more.</p>
        </Notice>
      )}
      <PageTitle lead="The companies that can see your energy data, and what they can see. You can stop any of them here.">
        Your connections
      </PageTitle>
      <ClosedNotice homes={homes} />
      <PropertyHeaders properties={toProperties(homes, connections)} />
      {waiting > 0 && <Waiting count={waiting} />}
      {standing.length === 0 && <NoConnections />}
      {standing.map((connection) => (
        <ConnectionCard key={connection.arrangementId} connection={connection} nowMs={nowMs()} />
      ))}
      {standing.length > 1 && (
        <p>
          <LinkButton href="/connections/stop-all" variant="danger">
            Stop all sharing
          </LinkButton>
        </p>
      )}
      <Past past={past} />
      <Section heading="Not on this list" id="others">
        <p>
          Some companies use energy data without asking you here, for example to bill you.{' '}
          <a href="/connections/other-uses">See other ways your data is used</a>.
        </p>
      </Section>
    </Page>
  )
}

function Past({ past }: { past: Connection[] }) {
  if (past.length === 0) return null
  return (
    <Section heading="Past connections" id="past">
      {past.slice(0, SHOWN).map((connection) => (
        <ConnectionCard key={connection.arrangementId} connection={connection} nowMs={nowMs()} level={3} />
      ))}
      <p>
        <a href="/connections/past">
          {past.length > SHOWN ? `See all ${past.length} past connections` : 'Search past connections'}
        </a>
      </p>
    </Section>
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

/** What a connection is, and how to tell a request that isn't one (D9). */
function NoConnections() {
  const { mode, recipientPort, issuer } = env()
  return (
    <Notice title="Nobody can see your energy data">
      <p>
        A connection lets one company see the energy data that you choose, until a day that you choose. It
        starts in the company’s app or website. That sends you here, and you decide.
      </p>
      <p className="pt-2 font-bold">How to spot a request that is not real</p>
      <ul className="list-disc space-y-1 pl-6">
        <li>
          The page where you decide is always at <span className="font-bold break-all">{issuer}</span>.
        </li>
        <li>It names the company, and says that it is on the register.</li>
        <li>Nobody needs the password of your energy account, or asks you to read out a code.</li>
        <li>If you did not start it yourself, do not allow it.</li>
      </ul>
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
