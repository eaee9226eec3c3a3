import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ConsentForm } from '#components/consent/consent-form.tsx'
import { ConsentHeading } from '#components/consent/consent-heading.tsx'
import { ConsentTerms } from '#components/consent/consent-terms.tsx'
import { ErrorSummary, Page } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type Choices, checkRequest, offerChoices, summarise, unanswered } from '#lib/consent/index.ts'
import { AppError, nowMs } from '#lib/core/index.ts'
import { listHomes, permissions, settlementDateOf } from '#lib/energy/index.ts'
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

const missing: Record<keyof Choices, string> = {
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
  const { request, purpose } = await checkOrReject(browser, pending)
  const { again, chosen } = readAnswers(await searchParams)
  const offer = offerChoices(request, settlementDateOf(nowMs()))
  const faults = again ? unanswered(offer, chosen) : []
  const summary = summarise(request, purpose, pending.product, pending.redirectUri)
  return (
    <Page>
      <ErrorSummary errors={faults.map((field) => ({ field, message: missing[field] }))} />
      <ConsentHeading summary={summary} />
      <ConsentTerms summary={summary} />
      <ConsentForm
        uid={uid}
        summary={summary}
        details={offer.usage.map((id) => ({
          permission: id,
          label: permissions[id].label,
          reveals: permissions[id].reveals,
        }))}
        until={offer.until}
        homes={await listHomes(actor.accountId)}
        chosen={chosen}
        errors={Object.fromEntries(faults.map((field) => [field, missing[field]]))}
        phone={env().supportPhone}
      />
    </Page>
  )
}

/** A request that breaks a rule is never put to the consumer: the recipient is told. */
async function checkOrReject(browser: Browser, pending: PendingRequest) {
  try {
    return checkRequest(pending.detail, pending.product)
  } catch (error) {
    if (error instanceof AppError) redirect(await rejectRequest(browser, error.message))
    throw error
  }
}
