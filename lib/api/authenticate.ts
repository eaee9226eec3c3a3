import { createHash } from 'node:crypto'
import { AppError } from '#lib/core/index.ts'
import type { Holder } from '#lib/disclosure/index.ts'
import { verifyProof } from './dpop-proof.ts'

/** The Authorization scheme in any case (RFC 9110 11.1), then one token68. */
const CREDENTIALS = /^dpop +([A-Za-z0-9\-._~+/]+=*)$/i

/**
 * Who holds the token and the key. Whether the token is worth anything is decided where the data is read.
 * The token is taken from the Authorization header only (FAPI 2.0 Security Profile 5.3.4).
 */
export async function authenticate(headers: Headers, method: string, url: string): Promise<Holder> {
  const token = CREDENTIALS.exec(headers.get('authorization') ?? '')?.[1]
  if (!token)
    throw new AppError(
      'unauthenticated',
      'token-missing',
      'Send an access token: Authorization: DPoP <token>.',
    )
  const proof = headers.get('dpop')
  if (!proof) throw new AppError('unauthenticated', 'proof-missing', 'Send a DPoP proof for this request.')
  const { jkt, proofHash, expiresAt } = await verifyProof(proof, {
    htm: method,
    htu: url,
    accessToken: token,
  })
  return { tokenHash: createHash('sha256').update(token).digest(), jkt, proofHash, proofExpiresAt: expiresAt }
}
