import { ConsentForm, type ConsentFormProps } from '#components/consent/consent-form.tsx'
import { ConsentHeading } from '#components/consent/consent-heading.tsx'
import { ConsentTerms } from '#components/consent/consent-terms.tsx'
import { ProposedChanges } from '#components/consent/proposed-changes.tsx'
import { ErrorSummary, Notice } from '#components/ui/index.ts'
import { type Choices, type Proposal, type Question, tooDetailed, unanswered } from '#lib/consent/index.ts'
import { finestUsage, type PermissionId, permissions } from '#lib/energy/index.ts'
import { readAnswers } from './answers.ts'

interface Props extends Pick<ConsentFormProps, 'action' | 'phone' | 'afterwards'> {
  proposal: Proposal
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
export function ConsentQuestion({ proposal, search, ...rest }: Props) {
  const { offer, homes, shown: summary, shownDigest, standing } = proposal
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
      <ProposedChanges summary={summary} />
      <ConsentTerms summary={summary} />
      <ConsentForm
        {...rest}
        summary={summary}
        shown={shownDigest}
        details={offer.usage.map(toOption)}
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
