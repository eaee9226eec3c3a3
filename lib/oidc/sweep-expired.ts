import { nowMs, type Repeating, repeat } from '#lib/core/index.ts'
import { deleteExpired } from './store.ts'

/** A consumer may take an hour to sign in and another to decide, and the pushed request is needed until then. */
const KEEP_MS = 2 * 60 * 60 * 1000
const EVERY_MS = 10 * 60 * 1000
const BATCH = 500

/** Removes rows that ran out over two hours ago (the library still reads recent ones, to say why they are refused). */
export async function sweepExpired(): Promise<void> {
  while ((await deleteExpired(new Date(nowMs() - KEEP_MS), BATCH)) >= BATCH);
}

/** Sweeps every ten minutes until stopped. */
export const startSweeper = (onError: (error: unknown) => void): Repeating =>
  repeat(sweepExpired, EVERY_MS, onError)
