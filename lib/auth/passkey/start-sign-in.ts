import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { CHALLENGE_SECONDS, keepChallenge } from './challenge.ts'
import { relyingParty } from './relying-party.ts'

/** What a browser asks its passkeys to sign. It names nobody: passkeys know whose they are (discoverable credentials). */
export async function startPasskeySignIn(browser: string) {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    userVerification: 'required',
    timeout: CHALLENGE_SECONDS * 1000,
  })
  await keepChallenge(options.challenge, { browser, accountId: null })
  return options
}
