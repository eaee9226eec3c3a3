import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const widths = { text: 'max-w-[44rem]', wide: '' }

export interface PageProps {
  /** `text`: one readable column, for questions and forms. `wide`: the full width, for tables and lists */
  width?: keyof typeof widths | undefined
  children: ReactNode
}

/** The body of a page, inside the layout's `<main>`: gutters, width and rhythm. */
export function Page({ width = 'text', children }: PageProps) {
  return (
    <div className="page-width pt-8 sm:pt-12">
      <div className={clsx('space-y-8', widths[width])}>{children}</div>
    </div>
  )
}
