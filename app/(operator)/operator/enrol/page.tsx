import type { Metadata } from 'next'
import { toErrors } from '#components/register/form-values.ts'
import { ParticipantForm } from '#components/register/participant-form.tsx'
import { ErrorSummary, Page, PageTitle } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import { formState } from '../form-state.ts'
import { parseParticipant } from '../participant-input.ts'

interface Props {
  searchParams: Promise<{ again?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}Enrol a participant` }
}

export default async function EnrolPage({ searchParams }: Props) {
  const actor = await requireOperator('/operator/enrol')
  const { again } = await searchParams
  const { values, faults } = await formState(actor, 'enrol', again, {}, parseParticipant)
  const taken = again === 'taken' && { registerNumber: 'Somebody else has this register number' }
  return (
    <Page>
      <ErrorSummary errors={toErrors({ ...faults, ...taken })} />
      <PageTitle caption={<a href="/operator">The register</a>}>Enrol a participant</PageTitle>
      <ParticipantForm
        values={values}
        faults={{ ...faults, ...taken }}
        action="/operator/enrol/submit"
        back="/operator"
        button="Enrol"
        isNew
      />
    </Page>
  )
}
