import {
  DateText,
  ExternalName,
  Section,
  StatusTag,
  Steps,
  SummaryList,
  Table,
  Tag,
} from '#components/ui/index.ts'
import { Example } from './example.tsx'

const change = (context: string) => ({ href: '#words', label: 'Change', context })

export function TextExamples() {
  return (
    <Section heading="Words and lists" id="words">
      <Example name="ExternalName: large, with legal name; small; not on the register">
        <ExternalName
          name="Bramble Tariffs"
          legalName="Bramble Switching Services Ltd"
          registerNumber="DR-0042"
          large
        />
        <ExternalName name="Ohm & Dry" registerNumber="DR-0107" />
        <ExternalName name="Somebody else" />
      </Example>
      <Example name="StatusTag and Tag">
        <div className="flex flex-wrap gap-3">
          <StatusTag status="active" />
          <StatusTag status="ends-soon" />
          <StatusTag status="paused" />
          <StatusTag status="stopped" />
          <StatusTag status="ended" />
          <Tag>New</Tag>
        </div>
      </Example>
      <Example name="SummaryList">
        <SummaryList
          rows={[
            { term: 'What', details: 'Half-hourly electricity use', action: change('what is shared') },
            { term: 'Ends', details: <DateText date="2027-11-23" />, action: change('end date') },
            { term: 'Last used', details: <DateText date="2026-11-23T17:30:00Z" format="day-time" /> },
          ]}
        />
      </Example>
      <TablesAndSteps />
    </Section>
  )
}

function TablesAndSteps() {
  return (
    <>
      <Example name="Table that becomes blocks on a phone">
        <Table
          stack
          caption="Each time your data was used"
          columns={[
            { label: 'When' },
            { label: 'What' },
            { label: 'Period' },
            { label: 'Readings', numeric: true },
          ]}
          rows={[
            {
              key: '1',
              cells: ['23 November 2026 at 2:02pm', 'Half-hourly use', '1 to 22 November', '1,056'],
            },
            { key: '2', cells: ['22 November 2026 at 2:01pm', 'Half-hourly use', '21 November', '48'] },
          ]}
        />
      </Example>
      <Example name="Steps">
        <Steps
          steps={[
            { title: 'Sign in', body: 'With your own account here.' },
            { title: 'Choose', body: 'Which meters, how much detail, until when.' },
          ]}
        />
      </Example>
    </>
  )
}
