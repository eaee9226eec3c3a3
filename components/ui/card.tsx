import type { ReactNode } from 'react'

export interface CardProps {
  heading: ReactNode
  /** Makes the heading a link */
  href?: string | undefined
  level?: 2 | 3 | undefined
  /** Beside the heading: a `Tag` */
  tag?: ReactNode
  children?: ReactNode
  /** Buttons and links, under a rule */
  actions?: ReactNode
}

/** One thing in a list of things, under its own heading. */
export function Card({ heading, href, level = 2, tag, children, actions }: CardProps) {
  const Heading = `h${level}` as const
  return (
    <article className="rounded-md border border-line bg-surface">
      <div className="space-y-4 p-4 sm:p-6">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <Heading className="min-w-0 text-h3">
            {href ? (
              <a href={href} className="-my-2 inline-flex min-h-11 items-center">
                {heading}
              </a>
            ) : (
              heading
            )}
          </Heading>
          {tag}
        </div>
        {children}
      </div>
      {actions && (
        <div className="no-print flex flex-wrap items-center gap-3 border-t border-line px-4 py-3 sm:px-6">
          {actions}
        </div>
      )}
    </article>
  )
}
