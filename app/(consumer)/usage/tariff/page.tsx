import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ErrorSummary, Page, PageTitle } from '#components/ui/index.ts'
import { TariffForm } from '#components/usage/tariff-form.tsx'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { listHomes } from '#lib/energy/index.ts'
import {
  readTariff,
  showTariffs,
  tariffForm,
  tariffSlots,
  VAT_PERCENT,
  writeTariff,
} from '#lib/tariff/index.ts'
import { chooseHome, type Search } from '../query.ts'

interface Props {
  searchParams: Promise<Search>
}

const query = z.object({
  slot: z.enum(tariffSlots).catch('mine'),
  again: z.string().optional().catch(undefined),
})

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { again } = query.parse(await searchParams)
  return { title: `${again === undefined ? '' : 'Error: '}What you pay` }
}

/** Where a consumer types in what they pay in a home, or another price list to compare it with. */
export default async function TariffPage({ searchParams }: Props) {
  const search = await searchParams
  const actor = await requireConsumer('/usage')
  const home = chooseHome(await listHomes(actor.accountId), search) ?? notFound()
  const { slot, again } = query.parse(search)
  const kept = (await showTariffs(actor, home.occupancyId))[slot]
  const came = tariffForm.safeParse(search)
  const typed = again !== undefined && came.success ? came.data : undefined
  const read = typed && readTariff(typed)
  const faults = read && 'faults' in read ? read.faults : {}
  return (
    <Page>
      <ErrorSummary errors={Object.entries(faults).map(([field, message]) => ({ field, message }))} />
      <PageTitle
        caption={<a href={`/usage?${new URLSearchParams({ home: home.occupancyId })}`}>Your energy</a>}
        lead={
          slot === 'mine'
            ? 'Your bill says what you pay. Type it here to see what a day or a month costs. Only you see it.'
            : 'Type the prices of another tariff to compare it with yours. Only you see it.'
        }
      >
        {slot === 'mine' ? 'What you pay' : 'Another tariff'}
      </PageTitle>
      <TariffForm
        home={home.occupancyId}
        slot={slot}
        address={home.address}
        values={typed ?? (kept ? writeTariff(kept) : {})}
        faults={faults}
        isKept={kept !== undefined}
        vatPercent={VAT_PERCENT}
      />
    </Page>
  )
}
