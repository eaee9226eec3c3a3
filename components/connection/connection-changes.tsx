import { DateText, formatDate, Section, SummaryList } from '#components/ui/index.ts'
import type { EarlierVersion } from '#lib/consent/index.ts'

/** What was agreed before the present terms, latest first (D3). */
export function ConnectionChanges({ earlier, name }: { earlier: EarlierVersion[]; name: string }) {
  if (earlier.length === 0) return null
  return (
    <Section heading="What changed" id="changes">
      <ol className="space-y-6">
        {earlier.map((version) => (
          <li key={version.changedAt.getTime()} className="space-y-2">
            <h3 className="text-h3">
              Changed on <DateText date={version.changedAt} />
            </h3>
            <p>{version.alone ? 'You chose to share less.' : `${name} asked, and you allowed it.`}</p>
            <SummaryList rows={rowsOf(version)} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

const rowsOf = ({ labels, homes, historyFrom, endsAt }: EarlierVersion) => [
  { term: 'Before, they could see', details: labels.join('; ') },
  { term: 'Home', details: homes.join('; ') },
  { term: 'Readings from', details: formatDate(historyFrom) },
  { term: 'Was to end', details: `At the end of ${formatDate(endsAt.getTime() - 1)}` },
]
