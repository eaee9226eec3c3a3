import type { Metadata } from 'next'
import { Button, DateText, LinkButton, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { type Connection, findByStopLink } from '#lib/consent/index.ts'
import { env } from '#lib/env.ts'

export const metadata: Metadata = { title: 'Stop sharing' }

/**
 * Where the link of a mail leads. It works for whoever holds it, so it says no more than whom the sharing is with; and
 * looking changes nothing, since mail programs look ahead (W9).
 */
export default async function StopLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const connection = await findByStopLink((await params).token)
  if (!connection) return <NoSuchLink />
  return connection.standing ? (
    <Ask connection={connection} token={(await params).token} />
  ) : (
    <Stopped {...connection} />
  )
}

function Ask({ connection: { recipient, startedAt }, token }: { connection: Connection; token: string }) {
  const name = recipient.tradingName
  return (
    <Page>
      <PageTitle>Stop sharing with {name}?</PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>
          It is the connection that started on <DateText date={startedAt} />.
        </li>
        <li>{name} stops getting your energy data straight away.</li>
        <li>Parts of their service may stop. You can check with {name} first.</li>
        <li>
          They may still have what you shared before. You can ask them to delete it: call {recipient.phone}.
        </li>
      </ul>
      <form action={`/stop/${token}/confirm`} method="post" className="flex flex-wrap gap-3">
        <Button variant="danger">Stop sharing now</Button>
        <LinkButton href="/connections" variant="quiet">
          Keep sharing
        </LinkButton>
      </form>
    </Page>
  )
}

function Stopped({ recipient, endedAt, endsAt }: Connection) {
  return (
    <Page>
      <PageTitle>Stop sharing</PageTitle>
      <Notice kind="done" title={`Nothing is shared with ${recipient.tradingName} by this connection`}>
        <p>
          It ended on <DateText date={endedAt ?? endsAt} format="day-time" />. They may still have what you
          shared before. You can ask them to delete it: call {recipient.phone}.
        </p>
      </Notice>
      <LinkButton href="/connections" variant="quiet">
        See your connections
      </LinkButton>
    </Page>
  )
}

function NoSuchLink() {
  return (
    <Page>
      <PageTitle lead="Perhaps a part of it is missing. Nothing has changed.">
        This link does not work
      </PageTitle>
      <p>
        You can stop any sharing in <a href="/connections">your connections</a>, or call {env().supportPhone}.
      </p>
    </Page>
  )
}
