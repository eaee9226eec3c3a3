import type { ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { checkRequest } from './check-request.ts'
import { type DecidedRequest, draftConsent } from './draft-consent.ts'
import { hashRequestObject } from './hash-request-object.ts'
import { transition } from './state.ts'
import { findByRequest, insertConsent, lockRequest } from './store.ts'

/** The consumer does not allow sharing. Nothing is shared; that they were asked, and refused, is kept. */
export function refuseConsent(actor: ConsumerActor, input: DecidedRequest): Promise<void> {
  return withTransaction(async () => {
    await lockRequest(input.requestId)
    if (await findByRequest(input.requestId)) return
    const checked = checkRequest(input.detail, input.product)
    const { request, purpose } = checked
    const state = transition('awaiting_authorisation', 'reject')
    const terms = { permissions: [], historyFrom: request.history.from, until: request.access.until }
    await insertConsent(draftConsent({ actor, input, checked, state, terms, homes: [] }))
    await appendEntry(
      {
        type: 'consent.refused',
        product: input.product.id,
        purpose: purpose.code,
        permissions: request.datatypes,
      },
      { account: actor.accountId, asked: hashRequestObject(input.requestObject ?? null) },
    )
  })
}
