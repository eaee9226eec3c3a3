import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Page } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { proposeConsent } from '#lib/consent/index.ts'
import { AppError, type ConsumerActor } from '#lib/core/index.ts'
import { previewUsage } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import {
  type Browser,
  confirmSignIn,
  currentBrowser,
  mustSignInAgain,
  type PendingRequest,
  readPendingRequest,
  rejectRequest,
} from '#lib/oidc/interaction.ts'
import { readAnswers } from '../../_question/answers.ts'
import { ConsentQuestion } from '../../_question/consent-question.tsx'

interface Props {
  params: Promise<{ uid: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${readAnswers(await searchParams).again ? 'Error: ' : ''}Allow sharing?` }
}

export default async function InteractionPage({ params, searchParams }: Props) {
  const { uid } = await params
  const browser = await currentBrowser()
  const pending = await readPendingRequest(browser, uid)
  if (!pending) redirect('/request-ended')
  const actor = await requireConsumer(`/interaction/${uid}`)
  if (mustSignInAgain(pending, actor)) redirect(`/sign-in?again&next=/interaction/${uid}`)
  if (pending.prompt === 'login') redirect(await confirmSignIn(browser, actor, pending))
  // Signed in as somebody else in another tab: ask the provider to notice, which starts signing in again.
  if (pending.accountId !== actor.accountId) redirect('/request-ended')
  const proposal = await proposeOrReject(browser, actor, pending)
  return (
    <Page>
      <ConsentQuestion
        action={`/interaction/${uid}/decide`}
        proposal={proposal}
        previews={await previewUsage(actor)}
        search={await searchParams}
        phone={env().supportPhone}
      />
    </Page>
  )
}

/**
 * A request that breaks a rule is never put to the consumer: the recipient is told. One that was suspended meanwhile is
 * no client any more, so there is nobody to go back to: the consumer is told.
 */
async function proposeOrReject(browser: Browser, actor: ConsumerActor, pending: PendingRequest) {
  try {
    return await proposeConsent(actor, pending)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.reason === 'recipient-not-active') redirect(`/problem?code=${error.reason}`)
    redirect(await rejectRequest(browser, error))
  }
}
