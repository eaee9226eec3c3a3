import { AppError, type ParticipantId, type ProductId, tokenNotAccepted } from '#lib/core/index.ts'
import { findOwnToken } from './store.ts'

/** Who asks: the hash of a token, and the DPoP proof (RFC 9449) or client certificate (RFC 8705) that came with it. */
export interface OwnTokenHolder {
  tokenHash: Buffer
  proof:
    | { kind: 'dpop'; jkt: string; hash: Buffer; expiresAt: Date }
    | { kind: 'certificate'; x5tS256: string }
}

export interface RecognisedProduct {
  productId: ProductId
  participantId: ParticipantId
}

/**
 * The product that asks with a token of its own (RFC 6749 section 4.4), while it may take part. Its proof is used up.
 * @throws AppError unauthenticated `token-not-accepted` or `proof-replayed`, forbidden `scope-not-granted`
 */
export async function recogniseProduct(
  holder: OwnTokenHolder,
  audience: string,
  scope: string,
): Promise<RecognisedProduct> {
  const found = await findOwnToken(holder, audience)
  if (!found) throw tokenNotAccepted()
  if (!found.fresh) throw new AppError('unauthenticated', 'proof-replayed', 'This proof was used before.')
  if (!found.scope.split(' ').includes(scope))
    throw new AppError('forbidden', 'scope-not-granted', `This needs a token with the scope ${scope}.`)
  return { productId: found.productId, participantId: found.participantId }
}
