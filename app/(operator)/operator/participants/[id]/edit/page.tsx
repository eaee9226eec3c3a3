import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toErrors } from '#components/register/form-values.ts'
import { ParticipantForm } from '#components/register/participant-form.tsx'
import { ErrorSummary, Page, PageTitle } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import { showParticipant } from '#lib/register/index.ts'
import { formState } from '../../../form-state.ts'
import { parseParticipant, valuesOf } from '../../../participant-input.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ again?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}Change details` }
}

export default async function EditParticipantPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = `/operator/participants/${id}`
  const actor = await requireOperator(`${path}/edit`)
  const shown = await showParticipant(actor, id)
  if (!shown) notFound()
  const { again } = await searchParams
  const state = await formState(
    actor,
    `participant:${id}`,
    again,
    valuesOf(shown.participant),
    parseParticipant,
  )
  return (
    <Page>
      <ErrorSummary errors={toErrors(state.faults)} />
      <PageTitle caption={<a href={path}>{shown.participant.tradingName}</a>}>Change details</PageTitle>
      <ParticipantForm {...state} action={`${path}/edit/submit`} back={path} button="Save" isNew={false} />
    </Page>
  )
}
