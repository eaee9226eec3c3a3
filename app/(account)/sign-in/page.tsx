import type { Metadata } from 'next'
import { Button, ErrorSummary, Field, Page, PageTitle } from '#components/ui/index.ts'
import { safeReturn } from '#lib/auth/index.ts'
import { env } from '#lib/env.ts'
import { DemoAccounts } from './demo-accounts.tsx'

type Search = Promise<{ next?: string; problem?: string; again?: string }>

const MISMATCH = 'The email address or the password is not right. Check both and try again.'

const ASKED = 'Sign in to see who is asking and what for. Nothing is shared by signing in.'
const AGAIN = 'You are asked for something that is worth a check. Show once more that it is you, then decide.'

/** The same for an address that is known here and one that isn't. */
const problems: Record<string, string> = {
  mismatch: MISMATCH,
  wait: 'Too many tries. Wait a minute, then try again. Your password still works, and nothing is locked.',
}

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  return { title: (await searchParams).problem ? 'Error: Sign in' : 'Sign in' }
}

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, problem, again } = await searchParams
  const returnTo = safeReturn(next, '/connections')
  const asked = returnTo.startsWith('/interaction/')
  return (
    <Page>
      {problem && <ErrorSummary errors={[{ field: 'email', message: problems[problem] ?? MISMATCH }]} />}
      <PageTitle lead={again === undefined ? asked && ASKED : AGAIN}>
        {again === undefined ? 'Sign in' : 'Sign in again'}
      </PageTitle>
      <form action="/sign-in/submit" method="post" noValidate className="space-y-6">
        <input type="hidden" name="next" value={returnTo} />
        {again !== undefined && <input type="hidden" name="again" value="yes" />}
        <Field
          name="email"
          label="Email address"
          type="email"
          autoComplete="username"
          required
          spellCheck={false}
        />
        <Field name="password" label="Password" type="password" autoComplete="current-password" required />
        <Button>Sign in</Button>
      </form>
      <p className="text-muted">
        You never need to give anyone else this password, or the one for your energy supplier.
      </p>
      {env().mode === 'demo' && <DemoAccounts returnTo={returnTo} />}
    </Page>
  )
}
