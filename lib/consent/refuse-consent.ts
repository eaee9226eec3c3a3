import type { ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { type DecidedRequest, draftConsent } from './draft-consent.ts'
import { hashRequestObject } from './hash-request-object.ts'
import { proposeConsent } from './propose-consent.ts'
import { transition } from './state.ts'
import { findByRequest, insertConsent, lockRequest } from './store.ts'

/** The consumer says no. Nothing is shared, or goes on as it stands; that they were asked, and refused, is kept. */
export function refuseConsent(actor: ConsumerActor, input: DecidedRequest): Promise<void> {
  return withTransaction(async () => {
    await lockRequest(input.requestId)
    if (await findByRequest(input.requestId)) return
    const proposal = await proposeConsent(actor, input)
    const { request, purpose } = proposal
    const state = transition('awaiting_authorisation', 'reject')
    const terms = { permissions: [], historyFrom: request.history.from, until: request.access.until }
    await insertConsent(draftConsent({ actor, input, proposal, state, terms, homes: [] }))
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
