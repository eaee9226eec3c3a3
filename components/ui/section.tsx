import type { ReactNode } from 'react'

export interface SectionProps {
  heading: string
  /** Unique on the page; also the target of a link */
  id: string
  children: ReactNode
}

/** A part of a page under its own `<h2>`, opened by a rule. */
export function Section({ heading, id, children }: SectionProps) {
  return (
    <section aria-labelledby={`${id}-heading`} id={id} className="space-y-4 border-t border-ink pt-4">
      <h2 id={`${id}-heading`} className="text-h2">
        {heading}
      </h2>
      {children}
    </section>
  )
}
