import type { Metadata } from 'next'
import { LinkButton, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { isMailbox } from '#lib/mail/index.ts'

export const metadata: Metadata = { title: 'Your account is deleted' }

export default function DeletedPage() {
  return (
    <Page>
      <PageTitle>Your account is deleted</PageTitle>
      <Notice kind="done" title="All sharing has ended">
        <p>
          We erased what we kept about you.
          {!isMailbox() &&
            ' You get one last message by email, with the companies that you can ask to delete what they have.'}
        </p>
      </Notice>
      <LinkButton href="/" variant="quiet">
        Go to the start page
      </LinkButton>
    </Page>
  )
}
