import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { MessageBody } from '#components/mail/message-body.tsx'
import { DateText, Details, Page, PageTitle } from '#components/ui/index.ts'
import { currentSession } from '#lib/auth/current-session.ts'
import { isMailbox, showKeptMail } from '#lib/mail/index.ts'

export const metadata: Metadata = { title: 'A message' }

/** One message of the demo's mailbox, to the person it is for. */
export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  if (!isMailbox() || !z.uuid().safeParse(id).success) notFound()
  const account = (await currentSession())?.account
  if (!account) redirect(`/sign-in?next=/mailbox/${id}`)
  const mail = await showKeptMail(account.id, id)
  if (!mail) notFound()
  const { message, createdAt, rendered } = mail
  return (
    <Page>
      <PageTitle caption={<a href="/mailbox">Your mailbox (demo)</a>} lead={message.lead}>
        {message.subject}
      </PageTitle>
      <p className="text-fine text-muted">
        <DateText date={createdAt} format="day-time" />
      </p>
      <MessageBody parts={message.parts} />
      <Details summary="The same as plain text">
        <pre className="text-fine whitespace-pre-wrap wrap-anywhere">{rendered.text}</pre>
      </Details>
    </Page>
  )
}
