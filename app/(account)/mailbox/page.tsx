import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Card, DateText, LinkButton, Notice, Page, PageTitle, Tag } from '#components/ui/index.ts'
import { currentSession } from '#lib/auth/current-session.ts'
import { isMailbox, listMailbox } from '#lib/mail/index.ts'

export const metadata: Metadata = { title: 'Mailbox' }

/** What the signed-in person would have got by mail: in a demo without a mail server, and nowhere else. */
export default async function MailboxPage() {
  if (!isMailbox()) notFound()
  const account = (await currentSession())?.account
  if (!account) redirect('/sign-in?next=/mailbox')
  const mails = await listMailbox(account.id)
  return (
    <Page>
      <PageTitle
        caption={<Tag>Demo mailbox</Tag>}
        lead="In this demo no email leaves. What you would get is here, and only you can see it."
      >
        Your mailbox
      </PageTitle>
      {mails.length === 0 && <Notice title="No messages yet" />}
      {mails.map(({ id, message, createdAt }) => (
        <Card
          key={id}
          heading={message.subject}
          actions={
            <LinkButton href={`/mailbox/${id}`} variant="quiet" small aria-label={`Read: ${message.subject}`}>
              Read
            </LinkButton>
          }
        >
          <p>{message.lead}</p>
          <p className="text-fine text-muted">
            <DateText date={createdAt} format="day-time" />
          </p>
        </Card>
      ))}
    </Page>
  )
}
