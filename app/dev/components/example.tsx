import type { ReactNode } from 'react'

/** One named example. */
export function Example({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="space-y-3 border-t border-line pt-4">
      <p className="text-fine text-muted">{name}</p>
      {children}
    </div>
  )
}
