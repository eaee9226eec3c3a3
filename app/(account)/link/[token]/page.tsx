import type { Metadata } from 'next'
import { Button, CheckboxList, LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { type LinkOffer, readLink } from '#lib/auth/index.ts'

export const metadata: Metadata = { title: 'Go on with your link' }

interface Props {
  params: Promise<{ token: string }>
}

/** What a link of ours leads to. Opening it changes nothing: mail programs do that too. The button does. */
export default async function LinkPage({ params }: Props) {
  const { token } = await params
  const offer = await readLink(token)
  if (!offer) return <RunOut />
  return (
    <Page>
      <PageTitle lead={leads[offer.leadsTo]}>{titles[offer.leadsTo]}</PageTitle>
      <form action="/link/use" method="post" className="space-y-6">
        <input type="hidden" name="token" value={token} />
        <Offer offer={offer} />
        <Button>{buttons[offer.leadsTo]}</Button>
      </form>
      <p className="text-muted">Did you not ask for this? Then close this page. Nothing has happened.</p>
    </Page>
  )
}

const titles = {
  'sign-up': 'Is this you?',
  'sign-in': 'Sign in',
  recovery: 'Get back into your account',
}

const leads = {
  'sign-up': 'Check what you gave. Then choose how you will sign in.',
  'sign-in': 'Your link is good. Press the button to sign in on this device.',
  recovery: 'You usually sign in with a passkey or a password. If you lost them, you can get back in here.',
}

const buttons = { 'sign-up': 'Yes, go on', 'sign-in': 'Sign in', recovery: 'Get back in' }

function Offer({ offer }: { offer: LinkOffer }) {
  if (offer.leadsTo === 'recovery') return <Recovery name={offer.name} />
  return (
    <p>
      <span className="font-bold">{offer.name}</span>
      {offer.leadsTo === 'sign-up' && <span className="block text-muted wrap-anywhere">{offer.email}</span>}
    </p>
  )
}

/** What it means, and what to end with it: nothing is ticked, since only they know what they lost. */
function Recovery({ name }: { name: string }) {
  return (
    <>
      <p className="font-bold">{name}</p>
      <ul className="list-disc space-y-2 pl-6">
        <li>Your energy data stays closed until you show again that you live at your home.</li>
        <li>Until then you cannot start sharing. You can stop sharing at once.</li>
        <li>Your connections go on as they are.</li>
      </ul>
      <CheckboxList
        name="end"
        legend="Is there anything that should end now?"
        hint="Tick it if you lost a device, or if somebody else may be in your account."
        items={[
          { value: 'methods', label: 'Remove my passkeys and my password' },
          { value: 'sessions', label: 'Sign everyone else out' },
        ]}
      />
    </>
  )
}

function RunOut() {
  return (
    <Page>
      <PageTitle lead="It was used already, or it is older than 15 minutes. Nothing has happened.">
        This link has run out
      </PageTitle>
      <p>
        <LinkButton href="/sign-in">Sign in, or ask for another link</LinkButton>
      </p>
    </Page>
  )
}
