import type { Metadata } from 'next'
import { LinkButton, Page, PageTitle, Section, SummaryList } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'

export const metadata: Metadata = { title: 'Other ways your data is used' }

interface OtherUse {
  id: string
  heading: string
  who: string
  why: string
  detail: string
  basis: string
  object: string
}

const uses: OtherUse[] = [
  {
    id: 'contract',
    heading: 'Your supplier, to bill you',
    who: 'The company that sends you your electricity bill.',
    why: 'To know how much electricity you used, and what it costs.',
    detail:
      'Your supplier needs your yes for anything finer than daily readings. You can ask it to keep to monthly ones.',
    basis: 'Your contract with your supplier.',
    object: 'Call your supplier, at the number on your bill, and say how often it may read your meter.',
  },
  {
    id: 'settlement',
    heading: 'Settlement: who pays for which half hour',
    who: 'Your supplier, and the companies that settle the electricity market.',
    why: 'Suppliers buy electricity for each half hour. Settlement works out what each of them owes.',
    detail: 'Half-hourly readings, step by step for all smart meters until 2027.',
    basis: 'The rules of the electricity market.',
    object:
      'Ask your supplier whether you can opt out. Many customers can; on a time-of-use tariff you cannot.',
  },
  {
    id: 'network',
    heading: 'Your local network, to keep the lights on',
    who: 'The company that runs the cables in your area. The first two digits of your MPAN say which it is.',
    why: 'To plan and repair the network.',
    detail: 'Ask the company what it uses. It does not get this from us.',
    basis: 'Its task of running the network.',
    object: 'Write to the company. Your supplier can tell you its name and address.',
  },
]

/** Uses by another reason than the consumer's yes: explained, not stoppable here (D8). */
export default async function OtherUsesPage() {
  await requireConsumer('/connections/other-uses')
  return (
    <Page>
      <PageTitle
        caption={<a href="/connections">Your connections</a>}
        lead="Not every use of energy data waits for your yes. These do not go through this service, so there is no button here to stop them. You can still object."
      >
        Other ways your data is used
      </PageTitle>
      {uses.map(({ id, heading, who, why, detail, basis, object }) => (
        <Section key={id} heading={heading} id={id}>
          <SummaryList
            rows={[
              { term: 'Who', details: who },
              { term: 'Why', details: why },
              { term: 'How much detail', details: detail },
              { term: 'What it rests on', details: `${basis} Not your permission here.` },
              { term: 'How to object', details: object },
            ]}
          />
        </Section>
      ))}
      <Section heading="If you are not content with the answer" id="complain">
        <p>
          The Information Commissioner’s Office takes complaints about how companies use data about people:{' '}
          <a href="https://ico.org.uk/make-a-complaint/">ico.org.uk/make-a-complaint</a>.
        </p>
        <p>
          <LinkButton href="/connections" variant="quiet">
            Back to your connections
          </LinkButton>
        </p>
      </Section>
    </Page>
  )
}
