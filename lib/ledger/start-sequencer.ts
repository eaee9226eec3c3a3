import { BATCH, sequenceBatch } from './sequence.ts'
import { ledgerSigner, type SignerSource } from './signer.ts'
import { hasWork } from './store.ts'

export interface SequencerOptions {
  intervalMs?: number
  signer?: SignerSource
}

/**
 * Sequences what is pending, now and every 250 ms, until stopped; `stop` waits for the batch under way. Any
 * number of processes may run it. A failed turn goes to `onError` and is tried again at the next.
 */
export function startSequencer(
  onError: (error: unknown) => void = reportFailure,
  { intervalMs = 250, signer = ledgerSigner }: SequencerOptions = {},
): { stop(): Promise<void> } {
  let turn: Promise<void> | undefined
  const tick = () => {
    turn ??= sequenceAll(signer)
      .catch(onError)
      .finally(() => {
        turn = undefined
      })
  }
  tick()
  const timer = setInterval(tick, intervalMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await turn
    },
  }
}

async function sequenceAll(signer: SignerSource): Promise<void> {
  if (!(await hasWork())) return
  while ((await sequenceBatch(signer)) === BATCH);
}

/** Names the failure only: a database error may quote data. */
function reportFailure(error: unknown): void {
  console.error(`The ledger was not sequenced: ${error instanceof Error ? error.name : 'unknown error'}.`)
}
