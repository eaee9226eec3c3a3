import { assert, now } from '#lib/core/index.ts'
import { inTransaction } from '#lib/db/index.ts'
import { commitTo, type JsonValue, sealPrivatePart } from './commitment.ts'
import { type LedgerEvent, printEntry } from './entry.ts'
import { insertEntries, type NewEntry } from './store.ts'

/** An event, and what of it stays in our database behind a salted commitment, and can be erased. */
export interface Act {
  event: LedgerEvent
  privatePart: Record<string, JsonValue>
}

/**
 * Appends an event to the ledger, in the transaction of the act itself: either both are kept or neither. The
 * sequencer gives it a place in the tree within a second. Returns the entry's `seq`, its number among what was appended.
 * @throws Error outside `withTransaction`; MalformedError for fields that the event doesn't have
 */
export async function appendEntry(event: LedgerEvent, privatePart: Act['privatePart']): Promise<bigint> {
  const [seq] = await appendEntries([{ event, privatePart }])
  assert(seq !== undefined, 'an entry was written')
  return seq
}

/** Appends many, in their order, in one statement. */
export async function appendEntries(acts: readonly Act[]): Promise<bigint[]> {
  assert(inTransaction(), 'an entry is appended in the transaction of the act that it records')
  const appendedAt = now()
  return insertEntries(
    acts.map((act) => toRow(act, appendedAt)),
    appendedAt,
  )
}

function toRow({ event, privatePart }: Act, appendedAt: Date): NewEntry {
  const opening = sealPrivatePart(privatePart)
  const leaf = printEntry({ ...event, v: 1, ts: appendedAt.toISOString(), commit: commitTo(opening) })
  return { type: event.type, leaf, opening }
}
