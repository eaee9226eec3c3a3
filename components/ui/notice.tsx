import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const kinds = {
  info: { edge: 'border-accent', mark: 'bg-accent text-accent-ink', sign: 'i', word: 'Information: ' },
  caution: { edge: 'border-caution', mark: 'bg-caution text-paper', sign: '!', word: 'Important: ' },
  done: { edge: 'border-positive', mark: 'bg-positive text-paper', sign: '✓', word: 'Done: ' },
}

export interface NoticeProps {
  /** `done` is announced by screen readers, for what has just happened */
  kind?: keyof typeof kinds | undefined
  title?: ReactNode
  children?: ReactNode
}

/** Something that the reader should not miss. */
export function Notice({ kind = 'info', title, children }: NoticeProps) {
  const { edge, mark, sign, word } = kinds[kind]
  return (
    <div
      role={kind === 'done' ? 'status' : undefined}
      className={clsx('flex gap-4 rounded-md border-2 bg-surface p-4', edge)}
    >
      <span
        aria-hidden="true"
        className={clsx('grid size-8 shrink-0 place-content-center rounded-full font-bold', mark)}
      >
        {sign}
      </span>
      <div className="min-w-0 space-y-1">
        <span className="sr-only">{word}</span>
        {title && <p className="font-bold">{title}</p>}
        {children}
      </div>
    </div>
  )
}
