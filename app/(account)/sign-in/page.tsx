import type { Metadata } from 'next'
import { PasskeySignIn } from '#components/account/passkey-sign-in.tsx'
import { Button, ErrorSummary, Field, Page, PageTitle } from '#components/ui/index.ts'
import { hasPasskeys, safeReturn } from '#lib/auth/index.ts'
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
  address: 'Enter your email address, such as name@example.com',
  links: 'Too many emails were asked for. Wait an hour, then try again.',
  passkey: 'That passkey did not work here. Try again, or sign in another way.',
}

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  return { title: (await searchParams).problem ? 'Error: Sign in' : 'Sign in' }
}

/** The passkey first, where there is one to be used; then what works everywhere. */
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
      {hasPasskeys() && <PasskeySignIn returnTo={returnTo} />}
      <PasswordOrLink returnTo={returnTo} again={again !== undefined} />
      {again === undefined && (
        <p>
          Are you new here? <a href={`/sign-up?next=${encodeURIComponent(returnTo)}`}>Sign up</a>
        </p>
      )}
      <p className="text-muted">
        You never need to give anyone else this password, or the one for your energy supplier.
      </p>
      {env().mode === 'demo' && <DemoAccounts returnTo={returnTo} />}
    </Page>
  )
}

/** One form for both: the link needs no password. */
function PasswordOrLink({ returnTo, again }: { returnTo: string; again: boolean }) {
  return (
    <form action="/sign-in/submit" method="post" noValidate className="space-y-6 border-t border-line pt-6">
      <input type="hidden" name="next" value={returnTo} />
      {again && <input type="hidden" name="again" value="yes" />}
      <Field
        name="email"
        label="Email address"
        type="email"
        autoComplete="username webauthn"
        required
        spellCheck={false}
      />
      <Field name="password" label="Password" type="password" autoComplete="current-password" required />
      <div className="flex flex-wrap gap-3">
        <Button>Sign in</Button>
        <Button variant="quiet" formAction="/sign-in/link">
          Email me a link instead
        </Button>
      </div>
      <p className="text-muted">No passkey and no password to hand? The link needs neither.</p>
    </form>
  )
}
