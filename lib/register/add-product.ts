import { AppError, newId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { checkClientKeys } from './details/check-client-keys.ts'
import { checkRedirectUris } from './details/check-redirect-uris.ts'
import type { SoftwareProduct } from './participant.ts'
import { byNode, recordEvent } from './record-event.ts'
import { refuseIfLeft } from './status/status.ts'
import { findProductByClientId, insertProduct, lockParticipant } from './store.ts'

const PURPOSE_LIMIT = 140

/** Adds a software product to the register. Adding the same client id again returns the one that stands. */
export function addProduct(
  input: Omit<SoftwareProduct, 'id' | 'status'>,
  actor = byNode('set-up'),
): Promise<SoftwareProduct> {
  if (input.purposes.some(({ text }) => text.length > PURPOSE_LIMIT)) {
    throw new AppError(
      'invalid',
      'purpose-too-long',
      `A purpose is one sentence of at most ${PURPOSE_LIMIT} characters.`,
    )
  }
  checkRedirectUris(input.redirectUris)
  checkClientKeys(input.jwks)
  return withTransaction(async () => {
    const standing = await findProductByClientId(input.clientId)
    if (standing) return standing
    const participant = await lockParticipant(input.participant.id)
    refuseIfLeft(participant)
    const product: SoftwareProduct = { ...input, participant, id: newId('product'), status: 'active' }
    await insertProduct(product)
    const { id, status } = product
    await recordEvent(actor, { participant: participant.id, product: id, event: 'add', status })
    await appendEntry(
      {
        type: 'software-product.added',
        product: id,
        participant: participant.id,
        permissions: product.permissions,
      },
      { clientId: product.clientId, name: product.name },
    )
    return product
  })
}
