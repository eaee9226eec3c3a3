import type { ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { findStandingArrangements } from './store.ts'
import { type Withdrawal, withdrawConsent } from './withdraw-consent.ts'

/** The consumer stops sharing with everybody, in one transaction: all that stands when they say so. Returns how many. */
export function withdrawAll(actor: ConsumerActor, withdrawal: Withdrawal = {}): Promise<number> {
  return withTransaction(async () => {
    const arrangements = await findStandingArrangements(actor.accountId)
    // By order of their ids, so that two who stop the same ones wait for one another but never in a circle.
    for (const id of arrangements.toSorted()) await withdrawConsent(actor, id, withdrawal)
    return arrangements.length
  })
}
