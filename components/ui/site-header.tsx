import type { ReactNode } from 'react'
import { BrandMark } from './brand-mark.tsx'
import type { NavItem } from './nav-item.ts'

export interface SiteHeaderProps {
  nav?: readonly NavItem[] | undefined
  /** Who is signed in, with a form (usually one quiet button) that signs them out */
  account?: { name: string; signOut: ReactNode } | undefined
}

/** Same header on every page. No menu to open: all links are there, on a phone too. */
export function SiteHeader({ nav = [], account }: SiteHeaderProps) {
  return (
    <header className="page-width pt-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 pb-3">
        <a href="/" className="flex min-h-11 items-center no-underline">
          <BrandMark />
        </a>
        {account && <SignedIn {...account} />}
        {nav.length > 0 && <MainNav nav={nav} />}
      </div>
      <div className="rule-double" />
    </header>
  )
}

function SignedIn({ name, signOut }: { name: string; signOut: ReactNode }) {
  return (
    <div className="no-print flex items-center gap-3 text-fine *:last:shrink-0 sm:order-last">
      <a href="/account" className="inline-flex min-h-11 items-center">
        <span className="sr-only">Your account: signed in as </span>
        {name}
      </a>
      {signOut}
    </div>
  )
}

function MainNav({ nav }: { nav: readonly NavItem[] }) {
  return (
    <nav aria-label="Main" className="w-full sm:ml-auto sm:w-auto">
      <ul className="flex flex-wrap gap-x-6">
        {nav.map((item) => (
          <li key={item.href}>
            <a
              href={item.href}
              aria-current={item.current ? 'page' : undefined}
              className="flex min-h-11 items-center aria-[current=page]:font-bold aria-[current=page]:no-underline"
            >
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
