import type { Metadata } from 'next'
import { LinkButton, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { isMailbox } from '#lib/mail/index.ts'

export const metadata: Metadata = { title: 'Check your email' }

/** After asking for a link: the same for an address that is known here and one that isn't. */
export default function LinkSentPage() {
  return (
    <Page>
      <PageTitle lead="We have sent an email to the address that you gave. Open the link in it to go on.">
        Check your email
      </PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>The link works once, for 15 minutes.</li>
        <li>You can open it on another device.</li>
        <li>Nothing there? Look among your spam, and check that you gave the right address.</li>
      </ul>
      {isMailbox() && (
        <Notice title="This is a demo: no email leaves">
          <p className="pt-2">
            <LinkButton href="/mailbox/caused" small>
              Read the email here
            </LinkButton>
          </p>
        </Notice>
      )}
      <p>
        <LinkButton href="/sign-in" variant="quiet">
          Back to sign in
        </LinkButton>
      </p>
    </Page>
  )
}
