import type { Metadata } from 'next'
import { AccountMenu } from '#components/account/account-menu.tsx'
import { Button, Notice, Page, PageTitle, RadioList, Section } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type SummaryEvery, showSummaryChoice, summaryChoices } from '#lib/consent/index.ts'

export const metadata: Metadata = { title: 'Messages' }

const words: Record<SummaryEvery, { label: string; hint: string }> = {
  quarterly: { label: 'Every three months', hint: 'One message about all your connections' },
  'half-yearly': { label: 'Every six months', hint: 'One message about all your connections' },
  changes: { label: 'Only when something changes', hint: 'No message by itself' },
}

/** How often somebody hears whom they share with; what is about safety or a change always comes (R5). */
export default async function NoticesPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const actor = await requireConsumer('/account/notices')
  const chosen = await showSummaryChoice(actor)
  return (
    <Page>
      {(await searchParams).saved && (
        <Notice kind="done" title="Your choice is saved">
          <p>{words[chosen].label}.</p>
        </Notice>
      )}
      <PageTitle lead="We write to you by email about the data that you share.">Messages</PageTitle>
      <form action="/account/notices/submit" method="post" className="space-y-6">
        <RadioList
          name="summary"
          legend="How often do you want a summary?"
          hint="It lists who gets your data, and how to stop each."
          items={summaryChoices.map((value) => ({ value, ...words[value], checked: value === chosen }))}
        />
        <Button>Save</Button>
      </form>
      <Section heading="What always comes" id="always">
        <p>You can’t switch these off, because they protect you.</p>
        <ul className="list-disc space-y-2 pl-6">
          <li>A receipt when you start, change or stop sharing.</li>
          <li>A message before sharing ends by itself, and when it has.</li>
          <li>A message when a company uses your data for the first time, or is suspended.</li>
          <li>A message about the safety of your account.</li>
        </ul>
      </Section>
      <Section heading="Your account" id="account">
        <AccountMenu />
      </Section>
    </Page>
  )
}
