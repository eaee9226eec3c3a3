import { clsx } from 'clsx'

export interface PeriodLink {
  href: string
  label: string
}

interface Props {
  views: readonly (PeriodLink & { current: boolean })[]
  before: PeriodLink | undefined
  after: PeriodLink | undefined
}

const link =
  'inline-flex min-h-11 items-center rounded-md border-2 px-4 no-underline border-edge hover:border-ink hover:bg-surface'

/** Day, month or year, and what is before and after: links, so that they work everywhere. */
export function PeriodNav({ views, before, after }: Props) {
  return (
    <nav aria-label="Which time" className="no-print flex flex-wrap items-center justify-between gap-3">
      <ul className="flex flex-wrap gap-2">
        {views.map(({ href, label, current }) => (
          <li key={label}>
            <a
              href={href}
              aria-current={current ? 'true' : undefined}
              className={clsx(
                link,
                'aria-[current]:border-ink aria-[current]:bg-surface aria-[current]:font-bold',
              )}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
      <ul className="flex flex-wrap gap-2">
        {before && <Step {...before} way="before" />}
        {after && <Step {...after} way="after" />}
      </ul>
    </nav>
  )
}

function Step({ href, label, way }: PeriodLink & { way: 'before' | 'after' }) {
  const isBefore = way === 'before'
  return (
    <li>
      <a
        href={href}
        rel={isBefore ? 'prev' : 'next'}
        className={clsx(link, 'gap-2', !isBefore && 'flex-row-reverse')}
      >
        <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
          <path
            d={isBefore ? 'M9 1L3 6l6 5' : 'M3 1l6 5-6 5'}
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
          />
        </svg>
        <span>
          <span className="sr-only">{isBefore ? 'Before: ' : 'After: '}</span>
          {label}
        </span>
      </a>
    </li>
  )
}
