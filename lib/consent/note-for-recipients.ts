import { type ArrangementId, assert, type ConsentId, newId } from '#lib/core/index.ts'
import { inTransaction } from '#lib/db/index.ts'
import { insertNotices } from './store.ts'

/** What a recipient may be told of its consents. It carries ids alone: who wants to know more must ask. */
export type NoticeType =
  | 'consent.changed'
  | 'consent.paused'
  | 'consent.suspended'
  | 'consent.resumed'
  | 'consent.expired'
  | 'consent.revoked'

export interface Noted {
  arrangementId: ArrangementId
  consentId: ConsentId
  asksDeletion?: boolean | undefined
}

/**
 * Leaves word for recipients, in the transaction of the act itself: either both are kept or neither, so none is told of
 * what didn't happen, and what happened is not forgotten. Who did it themselves is not told.
 */
export async function noteForRecipients(type: NoticeType, noted: readonly Noted[]): Promise<void> {
  assert(inTransaction(), 'word is left in the transaction of the act that it is about')
  if (noted.length === 0) return
  await insertNotices(noted.map((one) => ({ ...one, id: newId('notice'), type })))
}
