import type { ReactNode } from 'react'

/**
 * Two answers side by side in boxes of exactly the same size, at 320 px and with large text too.
 * Give it two `choice` buttons, or two forms with one each.
 */
export function ButtonPair({ children }: { children: [ReactNode, ReactNode] }) {
  return (
    <div className="grid grid-cols-2 gap-3 *:min-w-0 *:size-full sm:max-w-lg [&>form]:grid [&>form>button]:size-full">
      {children}
    </div>
  )
}
