import type { Metadata } from 'next'
import { HomeCard } from '#components/home/home-card.tsx'
import { LinkButton, Notice, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { type Home, listDevices, listHomes } from '#lib/energy/index.ts'

export const metadata: Metadata = { title: 'Your homes' }

export default async function HomesPage() {
  const { accountId } = await requireConsumer('/homes')
  const [homes, devices] = [await listHomes(accountId), await listDevices(accountId)]
  const devicesAt = (home: Home) =>
    devices.filter(({ owned, occupancyId }) => owned && occupancyId === home.occupancyId).length
  const current = homes.filter(({ lived, held }) => held || lived !== 'before')
  const past = homes.filter(({ lived, held }) => !held && lived === 'before')
  return (
    <Page>
      <PageTitle lead="Where you live, its meters, and how well it is proved. Nothing is shown or shared from a home until you prove that you live there.">
        Your homes
      </PageTitle>
      {current.length === 0 && (
        <Notice title="You have no home here yet">
          <p>Add the home that you live in. You need its postcode and a number from your energy bill.</p>
        </Notice>
      )}
      {current.map((home) => (
        <HomeCard key={home.occupancyId} home={home} devices={devicesAt(home)} />
      ))}
      <p>
        <LinkButton href="/homes/add">Add a home</LinkButton>
      </p>
      {past.length > 0 && (
        <Section heading="Where you lived before" id="past">
          <p className="text-muted">What is yours of that time stays yours. Nothing new can start there.</p>
          {past.map((home) => (
            <HomeCard key={home.occupancyId} home={home} devices={0} />
          ))}
        </Section>
      )}
    </Page>
  )
}
