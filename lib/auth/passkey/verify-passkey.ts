import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { AccountId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import type { SignInMethod } from '../sign-in-method.ts'
import { spendChallenge } from './challenge.ts'
import { relyingParty } from './relying-party.ts'
import { lockPasskey, notePasskeyUse, type StoredPasskey } from './store.ts'

/** The account whose passkey signed, and by which kind of key; undefined when anything is not as it must be. */
export async function verifyPasskey(
  response: AuthenticationResponseJSON,
  browser: string,
): Promise<{ accountId: AccountId; method: SignInMethod } | undefined> {
  return withTransaction(async () => {
    const passkey = await lockPasskey(response.id)
    const used = passkey && namesItsOwner(response, passkey) && (await verify(response, passkey, browser))
    if (!used) return undefined
    await notePasskeyUse(passkey.id, { counter: used.newCounter, backedUp: used.credentialBackedUp })
    return { accountId: passkey.accountId, method: passkey.synced ? 'synced-passkey' : 'passkey' }
  })
}

/** A discoverable credential brings its user handle (WebAuthn 7.2 step 6): it must be that of the account it is kept for. */
const namesItsOwner = (response: AuthenticationResponseJSON, { accountId }: StoredPasskey): boolean =>
  Buffer.from(response.response.userHandle ?? '', 'base64url').toString() === accountId

/** The library checks all that WebAuthn 7.2 says, the counter included; it throws what is wrong. */
async function verify(response: AuthenticationResponseJSON, passkey: StoredPasskey, browser: string) {
  const { id, origin } = relyingParty()
  const { credentialId, publicKey, counter } = passkey
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: spendChallenge({ browser, accountId: null }),
    expectedOrigin: origin,
    expectedRPID: id,
    credential: { id: credentialId, publicKey, counter },
    requireUserVerification: true,
  }).catch(() => undefined)
  const sameKind = checked?.authenticationInfo.credentialDeviceType === kindOf(passkey)
  return checked?.verified && sameKind ? checked.authenticationInfo : undefined
}

/** Whether a key may be backed up never changes (WebAuthn 6.1.3). */
const kindOf = ({ synced }: StoredPasskey) => (synced ? 'multiDevice' : 'singleDevice')
