import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Button, DemoBanner, SiteFooter, SiteHeader, SkipLink } from '#components/ui/index.ts'
import { currentSession } from '#lib/auth/current-session.ts'
import { env } from '#lib/env.ts'
import { isMailbox } from '#lib/mail/index.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'EnergyOS Consent', template: '%s - EnergyOS Consent' },
  description: 'Choose which services may see your energy data, what they see, and for how long.',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
  robots: { index: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f0e2' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1b1e' },
  ],
}

/** Where each role goes; nobody signed in sees what a consumer sees. */
const navs = {
  consumer: [
    { href: '/connections', label: 'Your connections' },
    { href: '/usage', label: 'Your energy' },
    { href: '/homes', label: 'Your homes' },
  ],
  regulator: [{ href: '/regulator/ledger', label: 'The ledger' }],
  operator: [{ href: '/operator', label: 'The register' }],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading a header makes every page dynamic: a page made at build time couldn't carry this request's nonce.
  await headers()
  const isDemo = env().mode === 'demo'
  const account = (await currentSession())?.account
  return (
    <html lang="en-GB">
      <body className="flex min-h-dvh flex-col">
        <SkipLink />
        {isDemo && <DemoBanner />}
        <SiteHeader
          nav={navs[account?.role ?? 'consumer']}
          account={account && { name: account.name, signOut: <SignOut /> }}
        />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <SiteFooter
          help={<Help isDemo={isDemo} />}
          links={[
            { href: '/register', label: 'Who is on the register' },
            { href: '/receipts/check', label: 'Check a receipt' },
            ...(isMailbox() ? [{ href: '/mailbox', label: 'Mailbox of this demo' }] : []),
          ]}
          about={isDemo && <About />}
        />
      </body>
    </html>
  )
}

function SignOut() {
  return (
    <form action="/sign-out" method="post">
      <Button variant="quiet" small>
        Sign out
      </Button>
    </form>
  )
}

function Help({ isDemo }: { isDemo: boolean }) {
  return (
    <>
      <p>Did a request surprise you? Do not allow it. Nothing is shared unless you say so.</p>
      <p>
        Phone: {env().supportPhone}
        {isDemo && ' (a made-up number for this demo; nobody answers)'}
      </p>
    </>
  )
}

function About() {
  return (
    <p>
      EnergyOS Consent is a demonstration. It is not a service of any government body, regulator or energy
      company.
    </p>
  )
}
