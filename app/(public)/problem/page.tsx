import type { Metadata } from 'next'
import { LinkButton, Page, PageTitle } from '#components/ui/index.ts'
import { currentSession } from '#lib/auth/current-session.ts'
import { homeOf, type Role } from '#lib/auth/index.ts'
import { env } from '#lib/env.ts'

export const metadata: Metadata = { title: 'That did not work' }

const homeLabels: Record<Role, string> = {
  consumer: 'Go to your connections',
  regulator: 'Go to the ledger',
  operator: 'Go to the register',
}

/** What to tell a person about a refused form, by its reason. */
const sentences = (): Record<string, string> => ({
  'foreign-origin': `This form was not sent from our own pages. Open ${env().issuer} and try again there.`,
  'recipient-not-active': 'This company may not ask for data at the moment. Nothing was shared.',
  'home-not-yours': 'You can share only from a home that you live in now. Nothing was shared.',
  'verify-home-again':
    'You got back into your account with an email link. Show again that you live at your home, then share. Nothing was shared.',
  'sign-in-again': 'Please sign in again first. Nothing has changed.',
  'last-method': 'This is your only way to sign in. Add another before you remove it.',
  'passkey-not-valid': 'That passkey could not be added. Please try again.',
  'passkey-exists': 'This passkey is in your account already.',
  'home-not-proved':
    'You can share from a home once you have proved that you live there. Nothing was shared.',
  'no-such-occupancy': 'There is no such home among yours, or you moved out. Nothing has changed.',
  'no-such-device': 'There is no such device among yours. Nothing has changed.',
  'device-order': 'A device can be given away only after it was yours. Nothing has changed.',
  'too-many-devices': 'You have linked as many devices as there can be. Nothing was linked.',
  'already-decided': 'This request was decided already. Your choice stands.',
  'register-status':
    'The register says something else by now, so that could not be done. Nothing has changed.',
  'left-register': 'This organisation has left the register for good. Nothing has changed.',
  'client-id-taken': 'Another app has this client id. Nothing has changed.',
  'changed-since':
    'The register changed since you looked. Open the proposal again, and decide on what it says now.',
  'same-operator': 'Another operator must confirm what you proposed. Nothing has changed.',
  'proposed-already': 'This is proposed already, and waits for another operator.',
  'proposal-decided': 'This was decided already. That decision stands.',
  'proposal-expired': 'This proposal has run out. It can be made again.',
  'consent-state': 'This connection is no longer as the page showed it. Nothing has changed.',
  'no-such-connection': 'There is no such connection, or it is not yours.',
})

export default async function ProblemPage({ searchParams }: { searchParams: Promise<{ code?: string }> }) {
  const { code } = await searchParams
  const role = (await currentSession())?.account.role ?? 'consumer'
  return (
    <Page>
      <PageTitle>That did not work</PageTitle>
      <p>{(code && sentences()[code]) ?? 'We could not do that. Nothing has changed. Please try again.'}</p>
      <p>
        <LinkButton href={homeOf(role)}>{homeLabels[role]}</LinkButton>
      </p>
    </Page>
  )
}
