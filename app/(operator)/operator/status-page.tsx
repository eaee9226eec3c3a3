import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toErrors } from '#components/register/form-values.ts'
import { StatusForm } from '#components/register/status-form.tsx'
import { eventWords, type StatusEvent } from '#components/register/words.ts'
import { ErrorSummary, Page, PageTitle } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import type { OperatorActor } from '#lib/core/index.ts'
import { eventsFrom, isEnding, reasons, reasonsFor } from '#lib/register/index.ts'
import { formState } from './form-state.ts'
import { parseReason } from './status-input.ts'

interface Props {
  params: Promise<{ id: string; event: string }>
  searchParams: Promise<{ again?: string }>
}

type Transitions = { readonly [event in StatusEvent]?: { readonly [before: string]: string } }

type Find = (actor: OperatorActor, id: string) => Promise<{ name: string; status: string } | undefined>

/** Whether a form came back with faults shows in the title first. */
export async function statusMetadata({ searchParams }: Pick<Props, 'searchParams'>): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}Change the status` }
}

/** The page that asks why a status changes. There is one for each event that can happen now, and no other. */
export const statusPage =
  (kind: 'participant' | 'product', transitions: Transitions, find: Find) =>
  async ({ params, searchParams }: Props) => {
    const { id, event: asked } = await params
    const path = `/operator/${kind}s/${id}`
    const actor = await requireOperator(`${path}/status/${asked}`)
    const found = await find(actor, id)
    const event = found && eventsFrom(transitions, found.status).find((one) => one === asked)
    if (!event) notFound()
    const { again } = await searchParams
    const state = await formState(actor, `status:${id}:${event}`, again, {}, (values) =>
      parseReason(event, values),
    )
    const proposes = isEnding(transitions, event)
    const { button, effect } = eventWords[event]
    return (
      <Page>
        <ErrorSummary errors={toErrors(state.faults)} />
        <PageTitle
          caption={<a href={path}>{found.name}</a>}
          lead={proposes ? `${effect} So another operator must confirm it.` : effect}
        >{`${button}: ${found.name}`}</PageTitle>
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
