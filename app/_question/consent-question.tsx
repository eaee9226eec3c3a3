import { ConsentForm, type ConsentFormProps } from '#components/consent/consent-form.tsx'
import { ConsentHeading } from '#components/consent/consent-heading.tsx'
import { ConsentTerms } from '#components/consent/consent-terms.tsx'
import { DetailPreview } from '#components/consent/detail-preview.tsx'
import { ProposedChanges } from '#components/consent/proposed-changes.tsx'
import { ErrorSummary, Notice } from '#components/ui/index.ts'
import { type Choices, type Proposal, type Question, tooDetailed, unanswered } from '#lib/consent/index.ts'
import {
  finestUsage,
  granularityOf,
  type PermissionId,
  permissions,
  type UsagePreview,
} from '#lib/energy/index.ts'
import { ClosedQuestion, isClosed } from '../_closed/closed-question.tsx'
import { readAnswers } from './answers.ts'

interface Props extends Pick<ConsentFormProps, 'action' | 'phone' | 'afterwards'> {
  proposal: Proposal
  /** Their own data at each grain, to look at before choosing */
  previews: UsagePreview[]
  /** Answers that came back with the address */
  search: Record<string, string | string[] | undefined>
}

const missing: Record<Question, string> = {
  supplyPoints: 'Choose at least one home to share from',
  usage: 'Choose how much detail to share',
  until: 'Choose when sharing should end',
}

const toOption = (id: PermissionId) => ({
  permission: id,
  label: permissions[id].label,
  reveals: permissions[id].reveals,
})

/** What is missing, and what is more than the proof of a chosen home opens. */
function findFaults({ offer, homes }: Proposal, chosen: Choices) {
  const faults = unanswered(offer, chosen).map((field) => ({ field, message: missing[field] }))
  const [home] = tooDetailed(homes, chosen)
  if (!home) return faults
  const message = `Choose less detail, or leave out ${home.address}: you have not proved enough about it yet`
  return [...faults, { field: 'usage' as const, message }]
}

/** The whole question: who asks, for what, and the form that answers. */
export function ConsentQuestion({ proposal, previews, search, ...rest }: Props) {
  const { offer, homes, shown: summary, shownDigest, standing } = proposal
  if (isClosed(homes)) return <ClosedQuestion action={rest.action} summary={summary} homes={homes} />
  const { again, changed, chosen } = readAnswers(search)
  const faults = again ? findFaults(proposal, chosen) : []
  const now = standing && { ...standing, usage: finestUsage(standing.permissions) }
  return (
    <>
      <ErrorSummary errors={faults} />
      {changed && (
        <Notice kind="caution" title="This page has changed in the meantime">
          <p>Nothing new was agreed. What follows is how it stands now.</p>
        </Notice>
      )}
      <ConsentHeading summary={summary} />
      {standing?.state === 'paused' && (
        <Notice kind="caution" title="You have paused this connection">
          <p>If you allow the change, sharing goes on straight away.</p>
        </Notice>
      )}
      <ProposedChanges summary={summary} />
      <ConsentTerms summary={summary} />
      <ConsentForm
        {...rest}
        summary={summary}
        shown={shownDigest}
        details={offer.usage.map((id) => ({ ...toOption(id), preview: previewOf(id, previews) }))}
        withheld={offer.withheld.map(toOption)}
        until={offer.until}
        homes={homes}
        now={now}
        chosen={again || !now ? chosen : now}
        errors={Object.fromEntries(faults.map(({ field, message }) => [field, message]))}
      />
    </>
  )
}

function previewOf(id: PermissionId, previews: UsagePreview[]) {
  const granularity = granularityOf(id)
  return granularity && <DetailPreview granularity={granularity} previews={previews} />
}
