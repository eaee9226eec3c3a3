import type { ConsumerActor, ProductId } from '#lib/core/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import type { Standing } from './find-standing.ts'
import { transition } from './state.ts'
import { endConsent, type NewConsent } from './store.ts'

/** Ends what stood, because `successor` takes its place. For the transaction that gives the successor. */
export async function supersedeConsent(
  actor: ConsumerActor,
  { consentId, arrangementId, state }: Standing,
  successor: Pick<NewConsent, 'id'> & { productId: ProductId },
): Promise<void> {
  await endConsent(consentId, transition(state, 'supersede'), 'changed by the consumer')
  await appendEntry(
    {
      type: 'consent.superseded',
      arrangement: arrangementId,
      consent: consentId,
      product: successor.productId,
      successor: successor.id,
    },
    { account: actor.accountId },
  )
}
