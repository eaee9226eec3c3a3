import { clsx } from 'clsx'
import { Tag } from '#components/ui/index.ts'
import type { Level, OccupancyLevel } from '#lib/energy/index.ts'

/** What each level of proof opens, and which one this home has. */
export function LevelList({ levels, now }: { levels: readonly Level[]; now: OccupancyLevel }) {
  return (
    <ol className="space-y-3">
      {levels.map(({ level, name, proof, unlocks }) => (
        <li
          key={level}
          aria-current={level === now ? 'step' : undefined}
          className={clsx(
            'grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 rounded-md border p-4',
            level === now ? 'border-2 border-accent bg-surface' : 'border-line',
          )}
        >
          <span aria-hidden="true" className="text-h2 leading-none font-light text-data-2 tabular-nums">
            {level}
          </span>
          <div className="min-w-0 space-y-1">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
              <h3 className="text-h3">{name}</h3>
              {level === now && (
                <Tag tone="positive" mark="full">
                  This home is here
                </Tag>
              )}
            </div>
            <p className="text-muted">{proof}</p>
            <ul className="list-disc pl-6">
              {unlocks.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ol>
  )
}
