import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice, Page } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { proposeConsent } from '#lib/consent/index.ts'
import { AppError } from '#lib/core/index.ts'
import { previewUsage } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { mustSignInAgain, readWaitingRequest, rejectWaiting } from '#lib/oidc/interaction.ts'
import { readAnswers } from '../../../_question/answers.ts'
import { ConsentQuestion } from '../../../_question/consent-question.tsx'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${readAnswers(await searchParams).again ? 'Error: ' : ''}Allow sharing?` }
}

/** The consent page for what an app asked elsewhere; only the consumer whom it waits for sees it. */
export default async function ApprovalPage({ params, searchParams }: Props) {
  const id = encodeURIComponent((await params).id)
  const actor = await requireConsumer(`/approvals/${id}`)
  const request = await readWaitingRequest(actor, id)
  if (!request) redirect('/approvals/done?outcome=over')
  if (mustSignInAgain(request, actor)) redirect(`/sign-in?again&next=/approvals/${id}`)
  const proposal = await proposeConsent(actor, request).catch(async (error) => {
    if (!(error instanceof AppError)) throw error
    redirect(`/approvals/done?outcome=${await rejectWaiting(actor, id, error)}`)
  })
  return (
    <Page>
      <Notice kind="caution" title={`Does the app show: ${request.bindingMessage}`}>
        <p>Go on only if the app shows exactly these words and you asked for this there.</p>
      </Notice>
      <ConsentQuestion
        action={`/approvals/${id}/decide`}
        proposal={proposal}
        previews={await previewUsage(actor)}
        search={await searchParams}
        phone={env().supportPhone}
        afterwards="The app learns what you decided by itself. You can then close this page."
      />
    </Page>
  )
}
