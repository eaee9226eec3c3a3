import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Button, LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { listDevices } from '#lib/energy/index.ts'

export const metadata: Metadata = { title: 'No longer mine' }

interface Props {
  params: Promise<{ id: string; device: string }>
}

/** A device was sold, given away or replaced (T9). */
export default async function ReleasePage({ params }: Props) {
  const { id, device: deviceId } = await params
  const { accountId } = await requireConsumer(`/homes/${id}/devices/${deviceId}/release`)
  const device = (await listDevices(accountId)).find((one) => one.id === deviceId)
  if (!device) notFound()
  if (device.ownedUntil) redirect(`/homes/${id}`)
  return (
    <Page>
      <PageTitle caption={<a href={`/homes/${id}`}>Your home</a>}>
        Is {device.label} no longer yours?
      </PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>It counts as no longer yours straight away, whether you sold it, gave it away or replaced it.</li>
        <li>What it does from now on belongs to its next owner. Nobody sees it through you.</li>
        <li>What it did while it was yours stays yours.</li>
      </ul>
      <form
        action={`/homes/${id}/devices/${deviceId}/release/confirm`}
        method="post"
        className="flex flex-wrap gap-3"
      >
        <Button variant="danger">It is no longer mine</Button>
        <LinkButton href={`/homes/${id}`} variant="quiet">
          It is still mine
        </LinkButton>
      </form>
    </Page>
  )
}
