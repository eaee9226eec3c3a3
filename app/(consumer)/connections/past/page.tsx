import type { Metadata } from 'next'
import { z } from 'zod'
import { ConnectionCard } from '#components/connection/connection-card.tsx'
import { statusOf } from '#components/connection/connection-status.ts'
import { type Option, PastFilter } from '#components/connection/past-filter.tsx'
import { Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type Connection, listConnections } from '#lib/consent/index.ts'
import { nowMs } from '#lib/core/index.ts'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Past connections' }

const chosenText = z.string().max(64).catch('')
const filter = z.object({ home: chosenText, company: chosenText, status: chosenText })

const statuses = [
  { value: 'stopped', label: 'Stopped' },
  { value: 'ended', label: 'Ended' },
]

/** Connections that are over: they stay visible (D5). */
export default async function PastPage({ searchParams }: Props) {
  const actor = await requireConsumer('/connections/past')
  const past = (await listConnections(actor)).filter(({ standing }) => !standing)
  const chosen = filter.parse(await searchParams)
  const shown = past.filter((connection) => isChosen(connection, chosen))
  return (
    <Page>
      <PageTitle
        caption={<a href="/connections">Your connections</a>}
        lead="They can no longer get your data through this service. What was agreed, and when it was used, stays here for you."
      >
        Past connections
      </PageTitle>
      <PastFilter
        homes={options(past.flatMap(({ homes }) => homes.map((home) => [home.supplyPointId, home.address])))}
        companies={options(past.map(({ recipient }) => [recipient.participantId, recipient.tradingName]))}
        statuses={statuses}
        chosen={chosen}
      />
      <p role="status">{shown.length === 1 ? '1 past connection' : `${shown.length} past connections`}</p>
      {shown.map((connection) => (
        <ConnectionCard key={connection.arrangementId} connection={connection} nowMs={nowMs()} />
      ))}
    </Page>
  )
}

const isChosen = (connection: Connection, { home, company, status }: z.infer<typeof filter>): boolean =>
  (!home || connection.homes.some(({ supplyPointId }) => supplyPointId === home)) &&
  (!company || connection.recipient.participantId === company) &&
  (!status || statusOf(connection, nowMs()) === status)

/** Each once, by its words. */
const options = (pairs: [string, string][]): Option[] =>
  [...new Map(pairs)]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
