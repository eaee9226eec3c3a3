import type { ArrangementId, ConsumerActor } from '#lib/core/index.ts'
import { findUse } from './store.ts'

/** How an arrangement was used. */
export interface Use {
  times: number
  /** Days in Great Britain on which data left */
  days: number
  firstAt: Date | null
  lastAt: Date | null
}

/** How often the recipient got data under the consumer's own arrangement, and since when. */
export const summariseUse = (actor: ConsumerActor, arrangementId: ArrangementId): Promise<Use> =>
  findUse(actor.accountId, arrangementId)
