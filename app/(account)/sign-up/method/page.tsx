import type { Metadata } from 'next'
import { PasskeyAdd } from '#components/account/passkey-add.tsx'
import { PasswordForm } from '#components/account/password-form.tsx'
import { ErrorSummary, LinkButton, Notice, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireFreshSession } from '#lib/auth/current-session.ts'
import { findMethods, hasPasskeys, SHORTEST_PASSWORD, safeReturn } from '#lib/auth/index.ts'

export const metadata: Metadata = { title: 'Choose how you sign in' }

interface Props {
  searchParams: Promise<{ next?: string; problem?: string }>
}

/** After signing up, or getting back in: how they will sign in from now on. */
export default async function ChooseMethodPage({ searchParams }: Props) {
  const { next, problem } = await searchParams
  const returnTo = safeReturn(next, '/connections')
  const { account } = await requireFreshSession(`/sign-up/method?next=${encodeURIComponent(returnTo)}`)
  const methods = await findMethods(account.id)
  const faults = problem ? [{ field: 'password', message: passwordFault }] : []
  return (
    <Page>
      <ErrorSummary errors={faults} />
      <PageTitle lead="You are signed in. Choose how you want to sign in next time. You can change it later.">
        How do you want to sign in?
      </PageTitle>
      {hasPasskeys() && (
        <Section heading="With a passkey" id="passkey">
          <p>
            Your fingerprint, face or screen lock signs you in. Nobody can guess it, and there is nothing to
            remember.
          </p>
          <PasskeyAdd returnTo={returnTo} label="Make a passkey" />
        </Section>
      )}
      <Section heading="With a password" id="with-password">
        <PasswordForm
          returnTo={returnTo}
          email={account.email}
          shortest={SHORTEST_PASSWORD}
          error={faults[0]?.message}
        />
      </Section>
      <Section heading="As you just did" id="as-now">
        <p>{methods.link ? LINK : KEEP}</p>
        <LinkButton href={returnTo} variant="quiet">
          {methods.link ? 'Use an email link each time' : 'Keep what I have'}
        </LinkButton>
      </Section>
      <Notice title="What an email link can do">
        <p>
          Once you have a passkey or a password, an email link only gets you back in if you lose them. Your
          energy data stays closed then, until you show again that you live at your home.
        </p>
      </Notice>
    </Page>
  )
}

const passwordFault = `Use at least ${SHORTEST_PASSWORD} characters for your password`
const LINK = 'We send you a link each time. It is as safe as your email is.'
const KEEP = 'The passkey or password that you have still works. Use it next time, if you find it.'
