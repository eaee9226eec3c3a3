import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { homeName } from '#components/home/home-name.ts'
import { Button, ErrorSummary, Field, Page, PageTitle, RadioList } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { deviceKinds, listHomes } from '#lib/energy/index.ts'
import { readDraft } from '#lib/register/index.ts'
import { type DeviceField, parseDevice } from './device-input.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ again?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}Link a device` }
}

export default async function LinkDevicePage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await requireConsumer(`/homes/${id}/devices/add`)
  const home = (await listHomes(actor.accountId)).find(({ occupancyId }) => occupancyId === id)
  if (!home || home.lived === 'before') notFound()
  const { again } = await searchParams
  const typed = again === undefined ? undefined : await readDraft(actor, 'link-device')
  const faults = typed ? parseDevice(typed).faults : {}
  const text = (field: DeviceField) => ({ name: field, error: faults[field], defaultValue: typed?.[field] })
  return (
    <Page>
      <ErrorSummary
        errors={Object.entries(faults).map(([field, message]) => ({ field, message: String(message) }))}
      />
      <PageTitle
        caption={<a href={`/homes/${id}`}>{homeName(home)}</a>}
        lead="Linking says that it is yours. It shares nothing, and needs no account at its maker."
      >
        Link a device
      </PageTitle>
      <form action={`/homes/${id}/devices/add/submit`} method="post" noValidate className="space-y-6">
        <RadioList
          name="kind"
          legend="What is it?"
          error={faults.kind}
          items={Object.entries(deviceKinds).map(([value, label]) => ({
            value,
            label,
            checked: typed?.kind === value,
          }))}
        />
        <Field
          {...text('label')}
          label="What do you call it?"
          hint="For example: our car"
          width="medium"
          autoComplete="off"
        />
        <Field {...text('make')} label="Who made it?" width="medium" autoComplete="off" />
        <Field {...text('model')} label="Which model?" width="medium" autoComplete="off" />
        <Field
          {...text('ownedFrom')}
          type="date"
          label="From which day is it yours?"
          hint="Nobody sees what it did before that day."
          width="medium"
          autoComplete="off"
        />
        <Button>Link this device</Button>
      </form>
    </Page>
  )
}
