import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server'
import { AppError, newId } from '#lib/core/index.ts'
import { refuseStale } from '../fresh.ts'
import { changeMethods, replaceLink } from '../method/change-methods.ts'
import type { PortalSession } from '../store.ts'
import { spendChallenge } from './challenge.ts'
import { algorithms, relyingParty } from './relying-party.ts'
import { insertPasskey } from './store.ts'

/**
 * Adds a passkey that the browser has made to the account that is signed in there, and tells its owner by e-mail.
 * @throws AppError forbidden `sign-in-again`; invalid `passkey-not-valid`; conflict `passkey-exists`
 */
export async function addPasskey(
  session: PortalSession,
  browser: string,
  { response, name }: { response: RegistrationResponseJSON; name: string },
): Promise<void> {
  refuseStale(session)
  const { id: accountId } = session.account
  const info = await verify(response, { browser, accountId })
  const { id: credentialId, publicKey, counter, transports = [] } = info.credential
  const kind = { synced: info.credentialDeviceType === 'multiDevice', backedUp: info.credentialBackedUp }
  const passkey = { accountId, credentialId, publicKey, counter, transports, name, ...kind }
  await changeMethods(session, `A passkey was added: ${name}.`, async (before) => {
    if (!(await insertPasskey({ ...passkey, id: newId('passkey') })))
      throw new AppError('conflict', 'passkey-exists', 'This passkey is here already.')
    await replaceLink(session, before)
  })
}

async function verify(response: RegistrationResponseJSON, challenged: Parameters<typeof spendChallenge>[0]) {
  const { id, origin } = relyingParty()
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: spendChallenge(challenged),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined)
  if (checked?.verified) return checked.registrationInfo
  throw new AppError('invalid', 'passkey-not-valid', 'That passkey could not be added. Please try again.')
}
