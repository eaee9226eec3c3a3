import type { ReactNode } from 'react'

export interface PageTitleProps {
  children: ReactNode
  /** Where this page belongs, above the title: "Step 1 of 3" */
  caption?: ReactNode
  /** What this page is for, in one or two sentences */
  lead?: ReactNode
}

/** The one `<h1>` of a page. */
export function PageTitle({ children, caption, lead }: PageTitleProps) {
  return (
    <div className="space-y-4">
      {caption && <p className="text-fine text-muted">{caption}</p>}
      <h1 className="text-h1">{children}</h1>
      {lead && <p className="measure text-lead text-muted">{lead}</p>}
    </div>
  )
}
