import type { Metadata } from 'next'
import { PublicParticipantCard } from '#components/register/public-participant-card.tsx'
import { Page, PageTitle, Section } from '#components/ui/index.ts'
import { permissions } from '#lib/energy/index.ts'
import { publishRegister } from '#lib/register/index.ts'

export const metadata: Metadata = { title: 'The register' }

const labels = Object.fromEntries(Object.values(permissions).map(({ id, label }) => [id, label]))

export default async function RegisterPage() {
  const { participants } = (await publishRegister()).register
  return (
    <Page>
      <PageTitle lead="Every company that takes part here, what its apps may ask for, and whether it may ask now. If a company is not here, it can’t get your data from us.">
        The register
      </PageTitle>
      {participants.length === 0 && <p>Nobody is in the register yet.</p>}
      {participants.map((participant) => (
        <PublicParticipantCard key={participant.id} participant={participant} permissions={labels} />
      ))}
      <Section heading="For programs" id="programs">
        <ul className="list-disc space-y-1 pl-6">
          <li>
            <a href="/register.json">The same as JSON</a>
          </li>
          <li>
            <a href="/register.jwt">The same, signed</a>, to verify with{' '}
            <a href="/register/jwks.json">our public keys</a>
          </li>
        </ul>
      </Section>
    </Page>
  )
}
