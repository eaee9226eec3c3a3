import type { Metadata } from 'next'
import { PasswordForm } from '#components/account/password-form.tsx'
import { Button, ErrorSummary, LinkButton, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireFreshSession } from '#lib/auth/current-session.ts'
import { countMethods, findMethods, SHORTEST_PASSWORD } from '#lib/auth/index.ts'

interface Props {
  searchParams: Promise<{ problem?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await searchParams).problem ? 'Error: Your password' : 'Your password' }
}

const FAULT = `Use at least ${SHORTEST_PASSWORD} characters for your password`

export default async function PasswordPage({ searchParams }: Props) {
  const { account } = await requireFreshSession('/account/password')
  const methods = await findMethods(account.id)
  const fault = (await searchParams).problem ? FAULT : undefined
  return (
    <Page>
      <ErrorSummary errors={fault ? [{ field: 'password', message: fault }] : []} />
      <PageTitle>{methods.password ? 'Change your password' : 'Set a password'}</PageTitle>
      <PasswordForm
        returnTo="/account?done=password"
        email={account.email}
        shortest={SHORTEST_PASSWORD}
        error={fault}
      />
      {methods.password && <Remove last={countMethods(methods) === 1} />}
      <p>
        <LinkButton href="/account" variant="quiet">
          Back to your account
        </LinkButton>
      </p>
    </Page>
  )
}

function Remove({ last }: { last: boolean }) {
  return (
    <Section heading="Remove it" id="remove">
      {last ? (
        <p>This is your only way to sign in. Add another before you remove it.</p>
      ) : (
        <form action="/account/password/remove" method="post" className="space-y-4">
          <p>Your other ways to sign in go on.</p>
          <Button variant="danger">Remove the password</Button>
        </form>
      )}
    </Section>
  )
}
