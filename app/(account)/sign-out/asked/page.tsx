import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button, Page, PageTitle } from '#components/ui/index.ts'
import { currentBrowser, readLogoutRequest } from '#lib/oidc/interaction.ts'

export const metadata: Metadata = { title: 'Sign out here too?' }

/** An app asks that the consumer be signed out (OIDC RP-Initiated Logout). They decide, and learn what it doesn't do. */
export default async function SignOutAskedPage() {
  const asked = await readLogoutRequest(await currentBrowser())
  if (!asked) redirect('/')
  const app = asked.clientName ?? 'An app'
  return (
    <Page>
      <PageTitle lead={`${app} asks to sign you out of this website as well.`}>Sign out here too?</PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>Signing out does not stop any sharing. Your connections go on until you stop them.</li>
        <li>On a device that others use, sign out.</li>
      </ul>
      <form action="/sign-out/asked/answer" method="post" className="flex flex-wrap gap-3">
        <input type="hidden" name="request" value={asked.secret} />
        <Button name="answer" value="leave">
          Sign out
        </Button>
        <Button name="answer" value="stay" variant="quiet">
          Stay signed in
        </Button>
      </form>
    </Page>
  )
}
