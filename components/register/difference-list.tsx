import type { ReactNode } from 'react'
import type { Difference, Purpose } from '#lib/register/index.ts'
import { fieldWords } from './words.ts'

/** What an approval would change, before and after, in full: what is approved is what is read here. */
export function DifferenceList({ differences, isNew }: { differences: Difference[]; isNew: boolean }) {
  if (differences.length === 0) return <p>Nothing would change: the register says this already.</p>
  return (
    <dl className="divide-y divide-line border-y border-line">
      {differences.map(({ field, before, after }) => (
        <div key={field} className="grid grid-cols-1 gap-x-6 gap-y-2 py-4 sm:grid-cols-[12rem_1fr_1fr]">
          <dt className="font-bold">{fieldWords[field] ?? field}</dt>
          {!isNew && <Side label="Now" value={before} field={field} />}
          <Side label="Then" value={after} field={field} />
        </div>
      ))}
    </dl>
  )
}

function Side({ label, field, value }: { label: string; field: string; value: unknown }) {
  return (
    <dd className="min-w-0">
      <span className="block text-fine text-muted">{label}</span>
      {printers[field]?.(value) ?? printAny(value)}
    </dd>
  )
}

const printers: Record<string, (value: unknown) => ReactNode> = {
  purposes: (value) => lines((value as Purpose[] | undefined)?.map(({ code, text }) => `${text} (${code})`)),
  jwks: (value) => lines((value as { keys: Record<string, unknown>[] } | undefined)?.keys.map(printKey)),
  logo: (value) =>
    value ? (
      // biome-ignore lint/performance/noImgElement: it is small, ours, and never changes under its address
      <img
        src={`/register/logos/${value}.png`}
        alt="Proposed logo"
        className="size-16 rounded-md bg-[white] object-contain p-1"
      />
    ) : (
      'None'
    ),
}

const printKey = ({ kid, kty, crv, n }: Record<string, unknown>): string =>
  `${kid}: ${crv ?? `${kty} ${Math.floor((String(n).length * 6) / 8) * 8} bits`}`

function printAny(value: unknown): ReactNode {
  if (Array.isArray(value)) return lines(value.map(String))
  return typeof value === 'string' ? (
    value
  ) : (
    <code className="break-all">{JSON.stringify(value ?? null)}</code>
  )
}

function lines(all: string[] | undefined): ReactNode {
  if (!all?.length) return 'None'
  return (
    <ul className="list-disc space-y-1 pl-6 break-words">
      {all.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
