import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MessageBody } from '#components/mail/message-body.tsx'
import { Notice, Page, PageTitle, Tag } from '#components/ui/index.ts'
import { isMailbox } from '#lib/mail/index.ts'
import { readCausedMail } from './caused-mail.ts'

export const metadata: Metadata = { title: 'The email of this demo' }

/** The message with a link that this browser asked for: in a demo without a mail server, and nowhere else. */
export default async function CausedMailPage() {
  if (!isMailbox()) notFound()
  const message = (await readCausedMail())?.message
  return (
    <Page>
      <PageTitle caption={<Tag>Demo mailbox</Tag>} lead={message?.lead}>
        {message?.subject ?? 'The email of this demo'}
      </PageTitle>
      {message ? (
        <MessageBody parts={message.parts} />
      ) : (
        <Notice title="No email was sent from this browser" />
      )}
    </Page>
  )
}
