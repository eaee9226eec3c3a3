import type { Metadata } from 'next'
import { LinkButton, Notice, Page, PageTitle } from '#components/ui/index.ts'

export const metadata: Metadata = { title: 'Look at your device' }

/** The end of the way in the browser; the device learns by itself what was decided. */
export default async function DeviceDonePage({
  searchParams,
}: {
  searchParams: Promise<{ refused?: string }>
}) {
  const refused = (await searchParams).refused !== undefined
  return (
    <Page>
      <PageTitle>Look at your device</PageTitle>
      {refused ? (
        <Notice kind="done" title="Nothing is shared">
          <p>You did not allow it, and your device will say so.</p>
        </Notice>
      ) : (
        <Notice kind="done" title="Your choice is saved">
          <p>Your device goes on by itself within a few seconds. You can close this page.</p>
        </Notice>
      )}
      <p>
        <LinkButton href="/connections">See your connections</LinkButton>
      </p>
    </Page>
  )
}
