import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Button, LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { requireFreshSession } from '#lib/auth/current-session.ts'
import { countMethods, findMethods } from '#lib/auth/index.ts'

export const metadata: Metadata = { title: 'Email links' }

const ON = 'Whoever reads your email can then sign in as you, and see your energy data.'
const OFF =
  'A link then only gets you back in if you lose the rest. Your energy data stays closed until you show again that you live at your home.'

export default async function EmailLinkPage() {
  const { account } = await requireFreshSession('/account/email-link')
  if (account.role !== 'consumer') notFound()
  const methods = await findMethods(account.id)
  const last = methods.link && countMethods(methods) === 1
  return (
    <Page>
      <PageTitle lead={methods.link ? OFF : ON}>
        {methods.link ? 'Turn email links off?' : 'Turn email links on?'}
      </PageTitle>
      {last ? (
        <p>This is your only way to sign in. Add a passkey or a password first.</p>
      ) : (
        <form action="/account/email-link/turn" method="post">
          <input type="hidden" name="turn" value={methods.link ? 'off' : 'on'} />
          <Button>{methods.link ? 'Turn email links off' : 'Turn email links on'}</Button>
        </form>
      )}
      <p>
        <LinkButton href="/account" variant="quiet">
          Back to your account
        </LinkButton>
      </p>
    </Page>
  )
}
