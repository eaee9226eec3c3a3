import { SummaryList } from '#components/ui/index.ts'
import type { MailPart } from '#lib/mail/index.ts'

/** The parts of a message, as a page shows them. */
export function MessageBody({ parts }: { parts: readonly MailPart[] }) {
  return parts.map((part) => <Part key={JSON.stringify(part)} part={part} />)
}

function Part({ part }: { part: MailPart }) {
  switch (part.kind) {
    case 'heading':
      return <h2 className="text-h3">{part.text}</h2>
    case 'text':
      return <p>{part.text}</p>
    case 'list':
      return (
        <ul className="list-disc space-y-2 pl-6">
          {part.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'facts':
      return <SummaryList rows={part.rows.map(({ label, value }) => ({ term: label, details: value }))} />
    case 'link':
      return (
        <p>
          <a href={part.path} className="inline-flex min-h-11 items-center">
            {part.text}
          </a>
        </p>
      )
  }
}
