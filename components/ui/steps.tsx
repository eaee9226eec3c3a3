import type { ReactNode } from 'react'

export interface Step {
  title: string
  body: ReactNode
}

/** What happens, in order, with large figures. */
export function Steps({ steps, across = false }: { steps: readonly Step[]; across?: boolean | undefined }) {
  return (
    <ol className={across ? 'grid grid-cols-1 gap-x-8 md:grid-cols-3' : undefined}>
      {steps.map(({ title, body }, index) => (
        <li key={title} className="grid grid-cols-[3rem_minmax(0,1fr)] border-t border-line py-5">
          <span aria-hidden="true" className="text-h1 leading-none font-light text-data-2 tabular-nums">
            {index + 1}
          </span>
          <div className="min-w-0 space-y-2">
            <h3 className="text-h3">{title}</h3>
            <div>{body}</div>
          </div>
        </li>
      ))}
    </ol>
  )
}
