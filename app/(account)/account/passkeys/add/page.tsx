import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PasskeyAdd } from '#components/account/passkey-add.tsx'
import { LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { requireFreshSession } from '#lib/auth/current-session.ts'
import { hasPasskeys } from '#lib/auth/index.ts'

export const metadata: Metadata = { title: 'Add a passkey' }

export default async function AddPasskeyPage() {
  if (!hasPasskeys()) notFound()
  await requireFreshSession('/account/passkeys/add')
  return (
    <Page>
      <PageTitle lead="Your fingerprint, face or screen lock then signs you in. There is nothing to remember.">
        Add a passkey
      </PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>What unlocks your device never leaves it. We do not get it.</li>
        <li>On a device that others can unlock, do not add one.</li>
      </ul>
      <PasskeyAdd returnTo="/account?done=passkey" label="Make a passkey on this device" />
      <p>
        <LinkButton href="/account" variant="quiet">
          Back to your account
        </LinkButton>
      </p>
    </Page>
  )
}
