import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export interface ExternalNameProps {
  /** What people know it by */
  name: string
  /** Company behind it, if that has another name */
  legalName?: string | undefined
  /** Number in the register; its presence is what "on the register" means */
  registerNumber?: string | undefined
  /** SHA-256 (hex) of a logo that the register keeps; without one, a letter tile of ours stands for it */
  logo?: string | null | undefined
  large?: boolean | undefined
}

/** Who somebody else is: logo or letter, trading name, legal name, and whether the register knows them. */
export function ExternalName({ name, legalName, registerNumber, logo, large = false }: ExternalNameProps) {
  return (
    <div className="flex items-start gap-4">
      <Mark name={name} logo={logo} large={large} />
      <div className="min-w-0">
        <p className={clsx('font-bold', large ? 'text-h2' : 'text-h3')}>{name}</p>
        {legalName && <p className="text-fine text-muted">{legalName}</p>}
        <RegisterBadge number={registerNumber} />
      </div>
    </div>
  )
}

/** A logo that an operator approved, served by us; else a tile of ours, so that nobody can borrow a well-known one. */
function Mark({ name, logo, large }: Pick<ExternalNameProps, 'name' | 'logo'> & { large: boolean }) {
  const size = large ? 'size-[min(4rem,18vw)] text-h1' : 'size-[min(3rem,14vw)] text-h2'
  // A dark logo needs light ground in both themes.
  if (logo) {
    return (
      // biome-ignore lint/performance/noImgElement: it is small, ours, and never changes under its address
      <img
        src={`/register/logos/${logo}.png`}
        alt=""
        className={clsx('shrink-0 rounded-md bg-[white] object-contain p-1', size)}
      />
    )
  }
  return (
    <span
      aria-hidden="true"
      className={clsx('grid shrink-0 place-content-center rounded-md bg-ink font-bold text-paper', size)}
    >
      {[...name.trim()][0]?.toUpperCase()}
    </span>
  )
}

function RegisterBadge({ number }: { number: string | undefined }): ReactNode {
  if (!number) return <p className="text-fine font-bold text-danger">Not on the register</p>
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-fine">
      <span className="inline-flex items-center gap-1.5 font-bold text-positive">
        <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
          <circle cx="8" cy="8" r="8" fill="currentColor" />
          <path d="M4 8.5 7 11l5-6" fill="none" className="stroke-paper" strokeWidth="2" />
        </svg>
        On the register
      </span>
      <span className="text-muted">Number {number}</span>
    </p>
  )
}
