import { type ConsumerActor, newId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { settlementDayAfter, settlementDayStart } from '#lib/energy/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { checkRequest } from './check-request.ts'
import type { GiveConsentInput } from './give-consent.ts'
import { transition } from './state.ts'
import { findByRequest, insertConsent, lockRequest } from './store.ts'
import { hashSummary, summarise } from './summary.ts'

/** The consumer does not allow sharing. Nothing is shared; that they were asked, and refused, is kept. */
export function refuseConsent(actor: ConsumerActor, input: Omit<GiveConsentInput, 'choices'>): Promise<void> {
  return withTransaction(async () => {
    await lockRequest(input.requestId)
    if (await findByRequest(input.requestId)) return
    const { request, purpose } = checkRequest(input.detail, input.product)
    const summary = { shown: summarise(request, purpose, input.product, input.redirectUri), decided: null }
    await insertConsent({
      id: newId('consent'),
      arrangementId: newId('arrangement'),
      accountId: actor.accountId,
      productId: input.product.id,
      state: transition('awaiting_authorisation', 'reject'),
      purposeCode: purpose.code,
      purposeText: purpose.text,
      permissions: [],
      historyFrom: new Date(settlementDayStart(request.history.from)),
      endsAt: new Date(settlementDayStart(settlementDayAfter(request.access.until))),
      requestId: input.requestId,
      requested: request,
      summary,
      summaryHash: hashSummary(summary),
      supplyPoints: [],
    })
    await appendEntry(
      {
        type: 'consent.refused',
        product: input.product.id,
        purpose: purpose.code,
        permissions: request.datatypes,
      },
      { account: actor.accountId },
    )
  })
}
