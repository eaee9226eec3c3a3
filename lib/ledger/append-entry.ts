import { assert, now } from '#lib/core/index.ts'
import { inTransaction } from '#lib/db/index.ts'
import { commitTo, type JsonValue, sealPrivatePart } from './commitment.ts'
import { type LedgerEvent, printEntry } from './entry.ts'
import { insertEntry } from './store.ts'

/**
 * Appends an event to the ledger, in the transaction of the act itself: either both are kept or neither. The
 * sequencer gives it a place in the tree within a second. `privatePart` stays in our database behind a salted
 * commitment, and can be erased. Returns the entry's `seq`, its number among what was appended.
 * @throws Error outside `withTransaction`; MalformedError for fields that the event doesn't have
 */
export async function appendEntry(
  event: LedgerEvent,
  privatePart: Record<string, JsonValue>,
): Promise<bigint> {
  assert(inTransaction(), 'an entry is appended in the transaction of the act that it records')
  const appendedAt = now()
  const opening = sealPrivatePart(privatePart)
  const leaf = printEntry({ ...event, v: 1, ts: appendedAt.toISOString(), commit: commitTo(opening) })
  return insertEntry({ type: event.type, leaf, appendedAt, opening })
}
