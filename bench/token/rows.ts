import { createHash, randomUUID } from 'node:crypto'
import type { AdapterPayload } from 'oidc-provider'
import { nowMs } from '#lib/core/index.ts'
import { jkt } from '../dpop.ts'
import type { Home } from '../homes.ts'
import { issuer } from '../reads.ts'
import { clientId, redirectUri } from '../recipient.ts'

/** One row as oidc-provider hands it to its adapter, whichever that is. */
export interface Row {
  model: string
  id: string
  payload: AdapterPayload
  /** Seconds */
  expiresIn: number
}

const HOUR = 3600
export const resource = `${issuer}/energy/v1`
export const codeVerifier = 'benchmark-benchmark-benchmark-benchmark-benchmark'
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url')

function row(model: string, id: string, rest: AdapterPayload): Row {
  const iat = Math.floor(nowMs() / 1000)
  return { model, id, expiresIn: HOUR, payload: { kind: model, jti: id, iat, exp: iat + HOUR, ...rest } }
}

const grantOf = ({ consentId, accountId, detail }: Home): Row =>
  row('Grant', consentId, {
    accountId,
    clientId,
    openid: { scope: 'openid' },
    resources: { [resource]: 'energy:read' },
    rar: [detail],
  })

/** What codes and tokens of one home have in common. */
const sourceOf = ({ consentId, accountId, detail }: Home): AdapterPayload => ({
  accountId,
  clientId,
  grantId: consentId,
  rar: [detail],
  scope: 'openid energy:read',
})

/** The grant of each home, with a refresh token and an access token named after it. */
export const standingRows = (homes: Home[]): Row[] =>
  homes.flatMap((home) => {
    const granted = { ...sourceOf(home), gty: 'authorization_code', jkt }
    return [
      grantOf(home),
      row('RefreshToken', refreshTokenOf(home), { ...granted, resource, rotations: 0 }),
      row('AccessToken', accessTokenOf(home), { ...granted, aud: resource, scope: 'energy:read' }),
    ]
  })

export const refreshTokenOf = (home: Home): string => `refresh-${home.consentId}`
export const accessTokenOf = (home: Home): string => `access-${home.consentId}`

/** A code that nobody has used. */
export const newCode = (home: Home): Row =>
  row('AuthorizationCode', randomUUID(), {
    ...sourceOf(home),
    resource,
    redirectUri,
    codeChallenge,
    codeChallengeMethod: 'S256',
    dpopJkt: jkt,
    nonce: 'benchmark',
    authTime: Math.floor(nowMs() / 1000),
  })
