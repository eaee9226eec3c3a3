import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'

/** A new ES256 key pair as JWKs with one kid, for a client to authenticate with. */
export async function makeClientKey() {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const marks = { kid: randomUUID(), alg: 'ES256' }
  return {
    publicJwk: { ...(await exportJWK(pair.publicKey)), ...marks, use: 'sig' },
    privateJwk: { ...(await exportJWK(pair.privateKey)), ...marks },
  }
}
