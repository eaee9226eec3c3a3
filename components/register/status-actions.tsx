import { LinkButton, Section } from '#components/ui/index.ts'
import { eventWords, type StatusEvent } from './words.ts'

/** What can be done about a status now, each with what it leads to. */
export function StatusActions({ path, events }: { path: string; events: readonly StatusEvent[] }) {
  return (
    <Section heading="Change the status" id="status">
      <ul className="divide-y divide-line border-y border-line">
        {events.map((event) => {
          const { button, effect } = eventWords[event]
          return (
            <li key={event} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
              <p className="measure min-w-0">{effect}</p>
              <LinkButton
                href={`${path}/status/${event}`}
                variant={event === 'reinstate' ? 'quiet' : 'danger'}
                small
              >
                {button}
              </LinkButton>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
