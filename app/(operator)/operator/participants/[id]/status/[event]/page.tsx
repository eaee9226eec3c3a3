import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toErrors } from '#components/register/form-values.ts'
import { StatusForm } from '#components/register/status-form.tsx'
import { eventWords } from '#components/register/words.ts'
import { ErrorSummary, Page, PageTitle } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import {
  eventsFrom,
  isEnding,
  participantTransitions,
  reasons,
  reasonsFor,
  showParticipant,
} from '#lib/register/index.ts'
import { formState } from '../../../../form-state.ts'
import { parseReason } from '../../../../status-input.ts'

export const metadata: Metadata = { title: 'Change the status' }

interface Props {
  params: Promise<{ id: string; event: string }>
  searchParams: Promise<{ again?: string }>
}

export default async function ParticipantStatusPage({ params, searchParams }: Props) {
  const { id, event: asked } = await params
  const path = `/operator/participants/${id}`
  const actor = await requireOperator(`${path}/status/${asked}`)
  const shown = await showParticipant(actor, id)
  const event =
    shown && eventsFrom(participantTransitions, shown.participant.status).find((one) => one === asked)
  if (!shown || !event) notFound()
  const { again } = await searchParams
  const state = await formState(actor, `status:${id}:${event}`, again, {}, (values) =>
    parseReason(event, values),
  )
  const proposes = isEnding(participantTransitions, event)
  const { button, effect } = eventWords[event]
  return (
    <Page>
      <ErrorSummary errors={toErrors(state.faults)} />
      <PageTitle
        caption={<a href={path}>{shown.participant.tradingName}</a>}
        lead={proposes ? `${effect} So another operator must confirm it.` : effect}
      >{`${button}: ${shown.participant.tradingName}`}</PageTitle>
      <StatusForm
        {...state}
        action={`${path}/status/${event}/submit`}
        back={path}
        event={event}
        proposes={proposes}
        reasons={reasonsFor(event).map((code) => ({ code, label: reasons[code].label }))}
      />
    </Page>
  )
}
