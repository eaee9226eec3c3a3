import { type Repeating, repeat } from '#lib/core/index.ts'
import { BATCH, sequenceBatch } from './sequence.ts'
import { ledgerSigner, type SignerSource } from './signer.ts'
import { hasWork } from './store.ts'

export interface SequencerOptions {
  intervalMs?: number
  signer?: SignerSource
}

/**
 * Sequences what is pending, now and every 250 ms, until stopped. Any number of processes may run it. What a failed
 * turn left is there at the next.
 */
export function startSequencer(
  onError: (error: unknown) => void = reportFailure,
  { intervalMs = 250, signer = ledgerSigner }: SequencerOptions = {},
): Repeating {
  return repeat(() => sequenceAll(signer), intervalMs, onError)
}

async function sequenceAll(signer: SignerSource): Promise<void> {
  if (!(await hasWork())) return
  while ((await sequenceBatch(signer)) === BATCH);
}

/** Names the failure only: a database error may quote data. */
function reportFailure(error: unknown): void {
  console.error(`The ledger was not sequenced: ${error instanceof Error ? error.name : 'unknown error'}.`)
}
