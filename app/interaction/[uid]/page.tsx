import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ConsentForm } from '#components/consent/consent-form.tsx'
import { ConsentHeading } from '#components/consent/consent-heading.tsx'
import { ConsentTerms } from '#components/consent/consent-terms.tsx'
import { ProposedChanges } from '#components/consent/proposed-changes.tsx'
import { ErrorSummary, Notice, Page } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { proposeConsent, type Question, unanswered } from '#lib/consent/index.ts'
import { AppError, type ConsumerActor } from '#lib/core/index.ts'
import { finestUsage, listHomes, permissions } from '#lib/energy/index.ts'
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
import { readAnswers } from './answers.ts'

interface Props {
  params: Promise<{ uid: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const missing: Record<Question, string> = {
  supplyPoints: 'Choose at least one home to share from',
  usage: 'Choose how much detail to share',
  until: 'Choose when sharing should end',
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
  const { offer, shown: summary, shownDigest, standing } = await proposeOrReject(browser, actor, pending)
  const { again, changed, chosen } = readAnswers(await searchParams)
  const faults = again ? unanswered(offer, chosen) : []
  const now = standing && { ...standing, usage: finestUsage(standing.permissions) }
  return (
    <Page>
      <ErrorSummary errors={faults.map((field) => ({ field, message: missing[field] }))} />
      {changed && (
        <Notice kind="caution" title="This page has changed in the meantime">
          <p>Nothing new was agreed. What follows is how it stands now.</p>
        </Notice>
      )}
      <ConsentHeading summary={summary} />
      <ProposedChanges summary={summary} />
      <ConsentTerms summary={summary} />
      <ConsentForm
        uid={uid}
        summary={summary}
        shown={shownDigest}
        details={offer.usage.map((id) => ({
          permission: id,
          label: permissions[id].label,
          reveals: permissions[id].reveals,
        }))}
        until={offer.until}
        homes={await listHomes(actor.accountId)}
        now={now}
        chosen={again || !now ? chosen : now}
        errors={Object.fromEntries(faults.map((field) => [field, missing[field]]))}
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
