import type { Metadata } from 'next'
import { AccountMenu } from '#components/account/account-menu.tsx'
import { SessionList } from '#components/account/session-list.tsx'
import { SignInMethods } from '#components/account/sign-in-methods.tsx'
import { Button, ErrorSummary, Field, Notice, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireSession } from '#lib/auth/current-session.ts'
import { countMethods, findMethods, hasPasskeys, listSessions } from '#lib/auth/index.ts'
import { listHomes } from '#lib/energy/index.ts'
import { ClosedNotice } from '../../_closed/closed-notice.tsx'

interface Props {
  searchParams: Promise<{ done?: string; problem?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await searchParams).problem ? 'Error: Your account' : 'Your account' }
}

/** What was just done, in words. */
const done: Record<string, string> = {
  name: 'Your name is changed',
  passkey: 'Your passkey is added',
  renamed: 'Your passkey has another name',
  removed: 'It no longer signs in',
  password: 'Your password is saved',
  link: 'Your choice about email links is saved',
  session: 'You are signed out there',
  others: 'Everyone else is signed out',
}

const NAME = 'Enter your name, as you write it'

/** How somebody signs in, and where they are signed in. */
export default async function AccountPage({ searchParams }: Props) {
  const session = await requireSession('/account')
  const [methods, sessions] = [await findMethods(session.account.id), await listSessions(session)]
  const query = await searchParams
  const fault = query.problem === 'name' ? NAME : undefined
  return (
    <Page>
      <ErrorSummary errors={fault ? [{ field: 'name', message: fault }] : []} />
      {query.done && done[query.done] && <Notice kind="done" title={done[query.done]} />}
      <PageTitle>Your account</PageTitle>
      <ClosedNotice homes={await listHomes(session.account.id)} />
      <Section heading="You" id="you">
        <form action="/account/name" method="post" noValidate className="space-y-4">
          <Field
            name="name"
            label="Your name"
            autoComplete="name"
            spellCheck={false}
            defaultValue={session.account.name}
            error={fault}
          />
          <Button variant="quiet">Save the name</Button>
        </form>
        <p className="wrap-anywhere">
          <span className="block text-muted">Email address</span>
          {session.account.email}
        </p>
      </Section>
      <Section heading="How you sign in" id="methods">
        <SignInMethods
          methods={methods}
          last={countMethods(methods) === 1}
          passkeys={hasPasskeys()}
          mayUseLink={session.account.role === 'consumer'}
        />
      </Section>
      <Section heading="Where you are signed in" id="sessions">
        <SessionList sessions={sessions} />
      </Section>
      {session.account.role === 'consumer' && <AccountMenu />}
    </Page>
  )
}
