import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ConsentForm } from '#components/consent/consent-form.tsx'
import { ConsentHeading } from '#components/consent/consent-heading.tsx'
import { ConsentTerms } from '#components/consent/consent-terms.tsx'
import { ErrorSummary, Page } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { checkRequest, offerChoices, summarise } from '#lib/consent/index.ts'
import { AppError, nowMs } from '#lib/core/index.ts'
import { listHomes, permissions, settlementDateOf } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import {
  type Browser,
  confirmSignIn,
  currentBrowser,
  type PendingRequest,
  readPendingRequest,
  rejectRequest,
} from '#lib/oidc/interaction.ts'

interface Props {
  params: Promise<{ uid: string }>
  searchParams: Promise<{ problem?: string; usage?: string; until?: string }>
}

const problems: Record<string, { field: string; message: string }> = {
  supplyPoints: { field: 'supplyPoints', message: 'Choose at least one home to share from' },
  usage: { field: 'usage', message: 'Choose how much detail to share' },
  until: { field: 'until', message: 'Choose when sharing should end' },
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).problem ? 'Error: ' : ''}Allow sharing?` }
}

export default async function InteractionPage({ params, searchParams }: Props) {
  const { uid } = await params
  const browser = await currentBrowser()
  const pending = await readPendingRequest(browser, uid)
  if (!pending) redirect('/request-ended')
  const actor = await requireConsumer(`/interaction/${uid}`)
  if (pending.prompt === 'login') redirect(await confirmSignIn(browser, actor))
  // Signed in as somebody else in another tab: ask the provider to notice, which starts signing in again.
  if (pending.accountId !== actor.accountId) redirect('/request-ended')
  const { request, purpose } = await checkOrReject(browser, pending)
  const { problem, ...chosen } = await searchParams
  const fault = problem ? problems[problem] : undefined
  const offer = offerChoices(request, settlementDateOf(nowMs()))
  const summary = summarise(request, purpose, pending.product, pending.redirectUri)
  return (
    <Page>
      {fault && <ErrorSummary errors={[fault]} />}
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
        fault={fault}
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
