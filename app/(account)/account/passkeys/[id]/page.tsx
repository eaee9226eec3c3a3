import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Button, Field, LinkButton, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireFreshSession } from '#lib/auth/current-session.ts'
import { countMethods, findMethods } from '#lib/auth/index.ts'

export const metadata: Metadata = { title: 'A passkey' }

export default async function PasskeyPage({ params }: { params: Promise<{ id: string }> }) {
  const id = encodeURIComponent((await params).id)
  const { account } = await requireFreshSession(`/account/passkeys/${id}`)
  const methods = await findMethods(account.id)
  const passkey = methods.passkeys.find((one) => one.id === id)
  if (!passkey) notFound()
  return (
    <Page>
      <PageTitle>Passkey: {passkey.name}</PageTitle>
      <form action={`/account/passkeys/${id}/rename`} method="post" noValidate className="space-y-4">
        <Field name="name" label="Name" hint="So that you know it again." defaultValue={passkey.name} />
        <Button variant="quiet">Save the name</Button>
      </form>
      <Section heading="Remove it" id="remove">
        {countMethods(methods) === 1 ? (
          <p>This is your only way to sign in. Add another before you remove it.</p>
        ) : (
          <form action={`/account/passkeys/${id}/remove`} method="post" className="space-y-4">
            <p>It no longer signs in from then on. Delete it on your device too.</p>
            <Button variant="danger">Remove this passkey</Button>
          </form>
        )}
      </Section>
      <p>
        <LinkButton href="/account" variant="quiet">
          Back to your account
        </LinkButton>
      </p>
    </Page>
  )
}
