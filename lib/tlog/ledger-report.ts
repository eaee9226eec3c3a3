import { MalformedError } from './bytes.ts'

/** What is checked, in this order, in plain words. Consistency only with a checkpoint that was kept. */
export const ledgerChecks = {
  checkpoint: 'The checkpoint is signed by the ledger’s key',
  entries: 'Every entry hashes to its place in the tree',
  content: 'Every entry has a known form',
  tiles: 'Every published hash is the hash of what lies below it',
  root: 'All entries together give the signed root',
  consistency: 'The ledger begins with the one that was kept',
} as const

export type LedgerCheck = keyof typeof ledgerChecks

export interface LedgerFault {
  /** `reach`: the read side didn't answer, so nothing can be said */
  check: LedgerCheck | 'reach'
  message: string
  /** The first entry that the fault concerns */
  index?: bigint
  /** The resource that the fault was found in */
  path?: string
}

/** `checks` are those that passed; `checkpoint` is the signed note, worth keeping for the next time. */
export type LedgerReport =
  | { ok: true; origin: string; size: bigint; root: string; checks: LedgerCheck[]; checkpoint: string }
  | { ok: false; fault: LedgerFault; checks: LedgerCheck[] }

/** Carries the first fault out of the verification. */
export class FaultFound extends Error {
  readonly fault: LedgerFault

  constructor(fault: LedgerFault) {
    super(fault.message)
    this.fault = fault
  }
}

/** Runs a step; what is malformed or refused there becomes a fault of this check. */
export async function step<T>(about: Omit<LedgerFault, 'message'>, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const known = error instanceof MalformedError || about.check === 'reach' || about.check === 'content'
    if (!known) throw error
    throw new FaultFound({
      ...about,
      message: error instanceof Error ? error.message : 'Not as it should be.',
    })
  }
}
