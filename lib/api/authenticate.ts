import { createHash, type X509Certificate } from 'node:crypto'
import { AppError } from '#lib/core/index.ts'
import type { Holder } from '#lib/disclosure/index.ts'
import { thumbprintOf } from '#lib/transport/index.ts'
import { verifyProof } from './dpop-proof.ts'

/** The Authorization scheme in any case (RFC 9110 11.1), then one token68. */
const CREDENTIALS = /^(dpop|bearer) +([A-Za-z0-9\-._~+/]+=*)$/i

/** A request, as far as it says who asks. */
export interface Asking {
  headers: Headers
  method: string
  /** As published, without its query */
  url: string
  /** The certificate whose key the caller proved, if there is one */
  certificate: () => X509Certificate | undefined
}

/**
 * Who holds the token and the key. Whether the token is worth anything is decided where the data is read.
 * The token is taken from the Authorization header only (FAPI 2.0 Security Profile 5.3.4).
 */
export async function authenticate(asking: Asking): Promise<Holder> {
  const [, scheme, token] = CREDENTIALS.exec(asking.headers.get('authorization') ?? '') ?? []
  if (!scheme || !token)
    throw new AppError(
      'unauthenticated',
      'token-missing',
      'Send an access token: Authorization: DPoP <token>, or Bearer <token> with your certificate.',
    )
  const prove = scheme.toLowerCase() === 'dpop' ? proveByDpop : proveByCertificate
  return { tokenHash: createHash('sha256').update(token).digest(), proof: await prove(asking, token) }
}

async function proveByDpop({ headers, method, url }: Asking, accessToken: string) {
  const proof = headers.get('dpop')
  if (!proof) throw new AppError('unauthenticated', 'proof-missing', 'Send a DPoP proof for this request.')
  return verifyProof(proof, { htm: method, htu: url, accessToken })
}

/** Tokens that are bound to a certificate come as Bearer (RFC 8705 section 3); none come without. */
function proveByCertificate({ certificate }: Asking) {
  const shown = certificate()
  if (!shown)
    throw new AppError(
      'unauthenticated',
      'certificate-missing',
      'A Bearer token comes with the client certificate that it is bound to, and a DPoP-bound token as DPoP.',
    )
  return { kind: 'certificate' as const, x5tS256: thumbprintOf(shown) }
}
