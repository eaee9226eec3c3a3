import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  positive: 'text-positive',
  caution: 'text-caution',
  danger: 'text-danger',
  neutral: 'text-muted',
}

const marks = {
  full: <circle cx="6" cy="6" r="5.25" fill="currentColor" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  bars: <path d="M2 1h3v10H2zM7 1h3v10H7z" fill="currentColor" />,
  square: <path d="M1 1h10v10H1z" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
}

export interface TagProps {
  tone?: keyof typeof tones | undefined
  /** A shape before the words, so that tones differ without colour too */
  mark?: keyof typeof marks | undefined
  children: ReactNode
}

/** A short status in words. Not a link, not a button. */
export function Tag({ tone = 'neutral', mark, children }: TagProps) {
  return (
    <span
      className={clsx(
        'inline-flex shrink-0 items-center gap-2 rounded-md border border-current px-2 text-fine font-bold whitespace-nowrap',
        tones[tone],
      )}
    >
      {mark && (
        <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
          {marks[mark]}
        </svg>
      )}
      {children}
    </span>
  )
}
