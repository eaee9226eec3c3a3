import type { ConsentSummary } from '#lib/consent/index.ts'
import { ChangeTag } from './change-tag.tsx'

/** Permissions in plain words, each with what it can reveal about a home. */
export function PermissionList({ clusters }: { clusters: ConsentSummary['clusters'] }) {
  return (
    <ul className="space-y-4">
      {clusters.map(({ permission, heading, lines, reveals, mark }) => (
        <li key={permission} className="rounded-md border border-line bg-surface p-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="text-h3">{heading}</h3>
            {mark && <ChangeTag mark={mark} />}
          </div>
          <ul className="mt-2 list-disc space-y-1 pl-6">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="mt-3 border-t border-line pt-3">
            <span className="font-bold">What this can reveal: </span>
            {reveals}
          </p>
        </li>
      ))}
    </ul>
  )
}
