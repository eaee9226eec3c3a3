import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { nowMs } from '#lib/core/index.ts'

/** The recipient's DPoP key (RFC 9449), one for all that it reads. */
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export { publicKey }

const jwk = publicKey.export({ format: 'jwk' })
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const header = encode({ alg: 'ES256', typ: 'dpop+jwt', jwk })

/** Its thumbprint (RFC 7638), to which the tokens are bound. */
export const jkt = await calculateJwkThumbprint(jwk)

/** Makes a proof for one GET with one access token; each has a `jti` of its own, so it works once. */
export function signProof(htu: string, accessToken: string): string {
  const ath = createHash('sha256').update(accessToken).digest('base64url')
  const claims = { jti: randomUUID(), htm: 'GET', htu, ath, iat: Math.floor(nowMs() / 1000) }
  const signed = `${header}.${encode(claims)}`
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}
