import type { Metadata } from 'next'
import { LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { env } from '#lib/env.ts'

export const metadata: Metadata = { title: 'That did not work' }

/** What to tell a person about a refused form, by its reason. */
const sentences = (): Record<string, string> => ({
  'foreign-origin': `This form was not sent from our own pages. Open ${env().issuer} and try again there.`,
  'recipient-not-active': 'This company may not ask for data at the moment. Nothing was shared.',
  'home-not-yours': 'You can share only from a home that you live in now. Nothing was shared.',
  'already-decided': 'This request was decided already. Your choice stands.',
  'no-such-connection': 'There is no such connection, or it is not yours.',
})

export default async function ProblemPage({ searchParams }: { searchParams: Promise<{ code?: string }> }) {
  const { code } = await searchParams
  return (
    <Page>
      <PageTitle>That did not work</PageTitle>
      <p>{(code && sentences()[code]) ?? 'We could not do that. Nothing has changed. Please try again.'}</p>
      <p>
        <LinkButton href="/connections">Go to your connections</LinkButton>
      </p>
    </Page>
  )
}
