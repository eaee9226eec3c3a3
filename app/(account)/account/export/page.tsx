import type { Metadata } from 'next'
import { AccountMenu } from '#components/account/account-menu.tsx'
import { LinkButton, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'

export const metadata: Metadata = { title: 'Your data' }

/** Everything about somebody, to take along (R10). */
export default async function ExportPage() {
  await requireConsumer('/account/export')
  return (
    <Page>
      <PageTitle lead="Download everything that we keep about you.">Your data</PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>Your name, your homes, and how you sign in.</li>
        <li>Every connection, with what you were shown, its receipt, and each time it was used.</li>
        <li>Your entries in the ledger, with what proves that they are yours.</li>
      </ul>
      <p>Secrets, such as your password, are not in it. Your meter readings are not in it either.</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/account/export/data.json" variant="choice" download>
          Download for programs (JSON)
        </LinkButton>
        <LinkButton href="/account/export/data.csv" variant="choice" download>
          Download as a table (CSV)
        </LinkButton>
      </div>
      <p className="text-muted">Keep the file where others can’t read it. It says where you live.</p>
      <Section heading="Your account" id="account">
        <AccountMenu />
      </Section>
    </Page>
  )
}
