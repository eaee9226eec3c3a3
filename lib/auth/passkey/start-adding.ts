import { generateRegistrationOptions } from '@simplewebauthn/server'
import { refuseStale } from '../fresh.ts'
import type { PortalSession } from '../store.ts'
import { CHALLENGE_SECONDS, keepChallenge } from './challenge.ts'
import { algorithms, relyingParty } from './relying-party.ts'
import { findCredentials } from './store.ts'

/**
 * What a browser makes a passkey from: one that is found without typing a name, and that checks who uses it.
 * @throws AppError forbidden `sign-in-again`
 */
export async function startAddingPasskey(session: PortalSession, browser: string) {
  refuseStale(session)
  const { id: accountId, email, name } = session.account
  const rp = relyingParty()
  const options = await generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userID: new TextEncoder().encode(accountId),
    userName: email,
    userDisplayName: name,
    timeout: CHALLENGE_SECONDS * 1000,
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: await findCredentials(accountId),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(options.challenge, { browser, accountId })
  return options
}
