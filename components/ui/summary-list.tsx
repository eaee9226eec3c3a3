import type { ReactNode } from 'react'

export interface SummaryRow {
  term: string
  details: ReactNode
  /** A link to change this answer; `context` completes it for screen readers: "Change" + "end date" */
  action?: { href: string; label: string; context: string } | undefined
}

/** Terms and what was said about each, as a `<dl>`. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {rows.map(({ term, details, action }) => (
        <div key={term} className="grid grid-cols-1 gap-x-6 gap-y-1 py-3 sm:grid-cols-[12rem_1fr_auto]">
          <dt className="text-fine text-muted sm:text-body">{term}</dt>
          <dd className="min-w-0">{details}</dd>
          {action && <ChangeLink {...action} />}
        </div>
      ))}
    </dl>
  )
}

function ChangeLink({ href, label, context }: NonNullable<SummaryRow['action']>) {
  return (
    <dd className="no-print -my-2">
      <a href={href} className="inline-flex min-h-11 items-center">
        {label}
        <span className="sr-only"> {context}</span>
      </a>
    </dd>
  )
}
