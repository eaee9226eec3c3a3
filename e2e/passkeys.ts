import type { CDPSession, Page } from '@playwright/test'
import { newId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import type { Person } from './people.ts'

/** A device of somebody's that keeps passkeys, plugged into the browser of a page. */
export interface VirtualDevice {
  cdp: CDPSession
  authenticatorId: string
  /** Whether its owner is there and unlocks it */
  unlocks(yes: boolean): Promise<void>
}

/** Plugs one in (WebDriver's virtual authenticator, over CDP): it finds its keys without a name and checks who uses it. */
export async function plugIn(page: Page): Promise<VirtualDevice> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const unlocks = async (isUserVerified: boolean) => {
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  }
  return { cdp, authenticatorId, unlocks }
}

/** A passkey of theirs that no device has: for pages that only show it. */
export const addPasskeyRow = ({ actor }: Person) =>
  db().passkey.create({
    data: {
      id: newId('passkey'),
      accountId: actor.accountId,
      credentialId: newId('passkey'),
      publicKey: new Uint8Array(1),
      counter: 0,
      synced: true,
      backedUp: true,
      name: 'Chrome on an Android device',
    },
  })
