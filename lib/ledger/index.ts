export { type Act, appendEntries, appendEntry } from './append-entry.ts'
export { batchRoot } from './batch-root.ts'
export type { JsonValue } from './commitment.ts'
export {
  type Entry,
  type EventType,
  eventLabels,
  eventTypes,
  isEventType,
  type LedgerEvent,
  parseEntry,
} from './entry.ts'
export { eraseOpenings } from './erase-openings.ts'
export { type ArrangementEntry, listArrangementEntries } from './list-arrangement-entries.ts'
export { type ListEntriesInput, type ListedEntry, listEntries } from './list-entries.ts'
export { type KeptOpening, listOpenings } from './list-openings.ts'
export { proveEntry } from './prove-entry.ts'
export { type PublishedCheckpoint, readCheckpoint } from './read-checkpoint.ts'
export { sequenceNow } from './sequence.ts'
export { ledgerListener } from './serve.ts'
export { ledgerSigner, readVkey, type SignerSource } from './signer.ts'
export { type SequencerOptions, startSequencer } from './start-sequencer.ts'
