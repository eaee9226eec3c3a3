import { DateText, Section, SummaryList } from '#components/ui/index.ts'
import type { ConsentSummary } from '#lib/consent/index.ts'
import { ChangeTag } from './change-tag.tsx'
import { PermissionList } from './permission-list.tsx'

/** What they would get, what it can reveal, and what they would not get: C3, C4, C6, C8. */
export function ConsentTerms({ summary }: { summary: ConsentSummary }) {
  const { clusters, recipient, historyFrom, onwardSharing, notShared, changes } = summary
  const further = changes?.list.find(({ part }) => part === 'history')
  return (
    <>
      <Section heading={`What ${recipient.tradingName} would see`} id="what">
        <PermissionList clusters={clusters} />
        <SummaryList
          rows={[
            {
              term: 'How far back',
              details: (
                <span className="flex flex-wrap items-center gap-x-3">
                  <span>
                    From <DateText date={historyFrom} />
                  </span>
                  {further && <ChangeTag mark={further.mark} />}
                </span>
              ),
            },
            { term: 'Who else gets it', details: othersText(recipient.tradingName, onwardSharing) },
          ]}
        />
      </Section>
      <Section heading="What is not shared" id="not-shared">
        <ul className="list-disc space-y-1 pl-6">
          {notShared.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
    </>
  )
}

const othersText = (name: string, others: string[]): string =>
  others.length
    ? `${name} says that it passes it on to: ${others.join(', ')}.`
    : `${name} has told us that it will not pass it on.`
