import type { Metadata } from 'next'
import { LinkButton, Page, PageTitle } from '#components/ui/index.ts'

export const metadata: Metadata = { title: 'This request has run out' }

/** For links that are too old, used before, or opened in another browser. Never says which, never an error trace. */
export default function RequestEndedPage() {
  return (
    <Page>
      <PageTitle lead="Nothing was shared.">This request has run out</PageTitle>
      <p>
        A request works once, in the browser where it began, and only for a short time. If you still want to
        share, go back to the app or website that sent you here and start again there.
      </p>
      <p>If you have already decided, your choice stands. You can see it under your connections.</p>
      <p>
        <LinkButton href="/connections">Go to your connections</LinkButton>
      </p>
    </Page>
  )
}
