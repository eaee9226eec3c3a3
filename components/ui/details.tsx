import type { ReactNode } from 'react'

export interface DetailsProps {
  summary: ReactNode
  children: ReactNode
  open?: boolean | undefined
}

/** More for those who want it. Never hide here what a person must read before they agree. */
export function Details({ summary, children, open }: DetailsProps) {
  return (
    <details open={open} className="group">
      <summary className="flex min-h-11 w-fit items-center gap-2 underline underline-offset-4 hover:decoration-3 [&::-webkit-details-marker]:hidden">
        <svg viewBox="0 0 12 12" className="size-3 shrink-0 group-open:rotate-90" aria-hidden="true">
          <path d="M3 0l7 6-7 6z" fill="currentColor" />
        </svg>
        {summary}
      </summary>
      <div className="mt-2 space-y-4 border-l border-edge pl-4">{children}</div>
    </details>
  )
}
