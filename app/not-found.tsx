import type { Metadata } from 'next'
import { LinkButton, Page, PageTitle } from '#components/ui/index.ts'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <Page>
      <PageTitle lead="The address may be mistyped, or the page may have moved.">Page not found</PageTitle>
      <p>Nothing about your connections has changed.</p>
      <p>
        <LinkButton href="/connections">Go to your connections</LinkButton>
      </p>
    </Page>
  )
}
