import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { homeName } from '#components/home/home-name.ts'
import { Button, ErrorSummary, Field, LinkButton, Page, PageTitle, RadioList } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { listHomes } from '#lib/energy/index.ts'
import { showTenancy } from '#lib/tenancy/index.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ again?: string; day?: string; connections?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}I am moving out` }
}

const dayFaults: Record<string, string> = {
  'occupancy-order': 'Choose a day after you moved in',
  'move-out-too-far': 'Choose a day within a year',
  'date-out-of-range': 'Choose a day within a year',
}

/** One page for moving out (T1): the day, and what happens to the connections. Nothing is chosen beforehand. */
export default async function MoveOutPage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await requireConsumer(`/homes/${id}/move-out`)
  const home = (await listHomes(actor.accountId)).find(({ occupancyId }) => occupancyId === id)
  if (!home) notFound()
  if (home.endsAt) redirect(`/homes/${id}`)
  const { connections: count } = await showTenancy(actor, home.occupancyId)
  const { again, day, connections } = await searchParams
  const dayError = again && (again === 'missing' ? !day && 'Enter your last day there' : dayFaults[again])
  const choiceError = again === 'missing' && !connections && 'Choose what happens to your connections'
  const errors = [
    ...(dayError ? [{ field: 'lastDay', message: dayError }] : []),
    ...(choiceError ? [{ field: 'connections', message: choiceError }] : []),
  ]
  return (
    <Page>
      <ErrorSummary errors={errors} />
      <PageTitle caption={<a href={`/homes/${id}`}>{homeName(home)}</a>}>I am moving out</PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>Nothing from after your last day is shown to you or shared.</li>
        <li>You keep your history: what is yours of your time there stays yours.</li>
        <li>No connection moves along by itself. Share anew from your next home, if you want to.</li>
        <li>Companies here never learn your new address from us.</li>
      </ul>
      <form action={`/homes/${id}/move-out/submit`} method="post" noValidate className="space-y-8">
        <Field
          name="lastDay"
          type="date"
          label="Your last day there"
          hint="It can be over already, or still to come."
          error={dayError || undefined}
          width="medium"
          autoComplete="off"
          defaultValue={day}
        />
        {count > 0 ? (
          <RadioList
            name="connections"
            legend={`When should your ${count === 1 ? 'connection' : `${count} connections`} of this home end?`}
            hint="One that covers another home too ends for both."
            error={choiceError || undefined}
            items={[
              {
                value: 'with-move',
                label: 'At the end of my last day',
                hint: 'Sharing goes on until then.',
                checked: connections === 'with-move',
              },
              {
                value: 'now',
                label: 'Stop everything at this home now',
                hint: 'Nothing more leaves from this moment on.',
                checked: connections === 'now',
              },
            ]}
          />
        ) : (
          <input type="hidden" name="connections" value="none" />
        )}
        <div className="flex flex-wrap gap-3">
          <Button>I move out on this day</Button>
          <LinkButton href={`/homes/${id}`} variant="quiet">
            Go back
          </LinkButton>
        </div>
      </form>
    </Page>
  )
}
