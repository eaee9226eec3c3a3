import type { Metadata } from 'next'
import { LinkButton, Notice, Page, PageTitle } from '#components/ui/index.ts'

export const metadata: Metadata = { title: 'Your decision' }

const outcomes: Record<string, { title: string; text: string }> = {
  allowed: { title: 'Your choice is saved', text: 'The app goes on by itself within a few seconds.' },
  refused: {
    title: 'Nothing is shared',
    text: 'You did not allow it. The app learns so, and can\u2019t ask you this way for a day.',
  },
  over: {
    title: 'This request no longer waits',
    text: 'It was decided already, or it has run out. If you have decided, your choice stands.',
  },
}

/** What came of a request that waited; the second of two answers changes nothing. */
export default async function ApprovalDonePage({
  searchParams,
}: {
  searchParams: Promise<{ outcome?: string | string[] }>
}) {
  const { title, text } = outcomes[String((await searchParams).outcome)] ?? {
    title: 'This request no longer waits',
    text: 'If you have decided, your choice stands.',
  }
  return (
    <Page>
      <PageTitle>Your decision</PageTitle>
      <Notice kind="done" title={title}>
        <p>{text}</p>
      </Notice>
      <p>
        <LinkButton href="/connections">See your connections</LinkButton>
      </p>
    </Page>
  )
}
