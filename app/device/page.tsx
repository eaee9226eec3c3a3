import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button, ErrorSummary, Field, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { currentDeviceForm } from '#lib/oidc/interaction.ts'

type Search = Promise<{ ready?: string; problem?: string }>

const WRONG_CODE = 'That code is not right, or it has run out. Look at your device for the code it shows now.'

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  const { problem } = await searchParams
  return { title: problem === undefined ? 'Connect a device' : 'Error: Connect a device' }
}

/** Where the address on a display or charger leads: the consumer types the code that it shows (RFC 8628 3.3). */
export default async function DevicePage({ searchParams }: { searchParams: Search }) {
  const { ready, problem } = await searchParams
  const form = await currentDeviceForm()
  // The library makes the form's anti-forgery value; it sends the browser back here, ready.
  if (ready === undefined) redirect('/oauth/device')
  const error = problem === undefined ? undefined : WRONG_CODE
  return (
    <Page>
      {error && <ErrorSummary errors={[{ field: 'user_code', message: error }]} />}
      <PageTitle lead="A display, a charger or another device asks for your energy data and shows a code.">
        Connect a device
      </PageTitle>
      {form ? (
        <form action="/oauth/device" method="post" noValidate className="space-y-6">
          <input type="hidden" name="xsrf" value={form.xsrf} />
          <Field
            name="user_code"
            label="Code on your device"
            hint="8 letters. Capitals and dashes do not matter."
            error={error}
            width="medium"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            defaultValue={form.userCode}
          />
          <Button>Continue</Button>
        </form>
      ) : (
        <Notice kind="caution" title="Your browser refuses cookies">
          <p>Allow cookies for this site, then open this page again.</p>
        </Notice>
      )}
      <p className="text-muted">
        Only type a code that you see on a device of your own. If somebody sent you a code, do not type it.
      </p>
    </Page>
  )
}
