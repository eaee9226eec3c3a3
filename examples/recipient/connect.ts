import {
  authorizationCodeGrant,
  buildAuthorizationUrlWithPAR,
  type Configuration,
  calculatePKCECodeChallenge,
  type DPoPHandle,
  getDPoPHandle,
  randomDPoPKeyPair,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { type Connection, keepTokens } from './connection.ts'
import { type EnergyDetail, grantedDetail } from './energy-request.ts'
import type { Settings } from './settings.ts'

/** What must be remembered while the consumer decides. */
export interface Attempt {
  asked: EnergyDetail
  /** The grant that it would change; undefined when it would be a new one */
  grantId?: string | undefined
  state: string
  nonce: string
  codeVerifier: string
  /** Proves that whoever uses the tokens is who asked for them (RFC 9449); its key never leaves this process */
  dpop: DPoPHandle
}

/** The data API as a resource (RFC 8707). */
const resourceOf = ({ issuer }: Settings): string => `${issuer}/energy/v1`

/**
 * Pushes the request (RFC 9126) and returns where to send the browser, which then carries nothing but a reference.
 * With a grant id it asks to replace what that grant holds, and the consumer decides again.
 */
export async function startConnection(
  config: Configuration,
  settings: Settings,
  asked: EnergyDetail,
  grantId?: string,
) {
  const attempt: Attempt = {
    asked,
    grantId,
    state: randomState(),
    nonce: randomNonce(),
    codeVerifier: randomPKCECodeVerifier(),
    dpop: getDPoPHandle(config, await randomDPoPKeyPair('ES256')),
  }
  const parameters = {
    scope: 'openid energy:read',
    resource: resourceOf(settings),
    authorization_details: JSON.stringify([asked]),
    redirect_uri: `${settings.baseUrl}/callback`,
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
    ...(grantId
      ? { grant_management_action: 'replace', grant_id: grantId }
      : { grant_management_action: 'create' }),
  }
  const url = await buildAuthorizationUrlWithPAR(config, parameters, { DPoP: attempt.dpop })
  return { attempt, url }
}

/** Checks the answer (state, iss, and nonce of the ID token) and trades its code for tokens. */
export async function finishConnection(
  config: Configuration,
  settings: Settings,
  { asked, state, nonce, codeVerifier, dpop }: Attempt,
  answer: URL,
): Promise<Connection> {
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier }
  const tokens = await authorizationCodeGrant(
    config,
    answer,
    checks,
    { resource: resourceOf(settings) },
    { DPoP: dpop },
  )
  return keepTokens({ asked, granted: grantedDetail(tokens.authorization_details), dpop }, tokens)
}
