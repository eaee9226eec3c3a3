import { errors } from 'oidc-provider'
import { giveUpProduct } from '#lib/consent/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { findProductByClientId } from '#lib/register/index.ts'
import { hashToken, requireRegistration } from './access-token.ts'
import { replaceToken } from './store.ts'

/** Ends a client for good (RFC 7592 section 2.3): product removed and access over, in one transaction. */
export async function removeClient(clientId: string, token: string): Promise<void> {
  await requireRegistration(clientId, token)
  await withTransaction(async () => {
    const product = await findProductByClientId(clientId)
    if (!product || !(await replaceToken(clientId, hashToken(token), { tokenHash: null }))) {
      throw new errors.InvalidToken('the token was used before')
    }
    await giveUpProduct({ kind: 'participant', participantId: product.participant.id }, product.id)
  })
}
