import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { nowMs } from '#lib/core/index.ts'
import { signWith } from './sign-jwt.ts'

/** The recipient's DPoP key (RFC 9449), one for all that it asks. */
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export { publicKey }

const jwk = publicKey.export({ format: 'jwk' })
const header = { alg: 'ES256', typ: 'dpop+jwt', jwk }

/** Its thumbprint (RFC 7638), to which the tokens are bound. */
export const jkt = await calculateJwkThumbprint(jwk)

/** Makes a proof for one request, with one access token if there is one; each has a `jti` of its own, so it works once. */
export function signProof(htm: 'GET' | 'POST', htu: string, accessToken?: string): string {
  const ath = accessToken && { ath: createHash('sha256').update(accessToken).digest('base64url') }
  const iat = Math.floor(nowMs() / 1000)
  return signWith(privateKey, header, { jti: randomUUID(), htm, htu, iat, ...ath })
}
