'use client'

import { LinkButton } from '../components/ui/link-button.tsx'
import { Page } from '../components/ui/page.tsx'
import { PageTitle } from '../components/ui/page-title.tsx'

/** Next wants this one to be a client component. `digest` names the fault in the server's log. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <Page>
      <title>Something went wrong - EnergyOS Consent</title>
      <PageTitle lead="The fault is ours. Wait a minute, then try again.">Something went wrong</PageTitle>
      <p>Check your connections before you repeat a choice: it may already be saved.</p>
      {error.digest && <p className="text-fine text-muted">Reference: {error.digest}</p>}
      <p>
        <LinkButton href="/connections">Go to your connections</LinkButton>
      </p>
    </Page>
  )
}
