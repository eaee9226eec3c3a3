import { type AccountId, nowMs } from '#lib/core/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { isAskedTooOften } from './rules/not-asked-too-often.ts'
import { type ConsentState, isStanding } from './state.ts'
import { findLatestState, hasRefusedSince, hasStoppedSince } from './store.ts'

/** Whoever said no is left in peace for a day. */
const PEACE_MS = 24 * 60 * 60 * 1000

/**
 * The consumer whom a product may ask again, without a browser of theirs: by a connection of its own that stands or
 * ended by itself. Undefined for everything else, so that nobody can find out who is known here, and nobody who
 * stopped is asked this way, not by an older connection either.
 */
export async function findAskable(
  arrangementId: string,
  { id: productId }: SoftwareProduct,
): Promise<AccountId | undefined> {
  const found = await findLatestState(arrangementId, productId)
  if (!found) return undefined
  const { state, accountId, decidedAt } = found
  if (!isStanding(state)) {
    if (!endedByItself.includes(state)) return undefined
    if (await hasStoppedSince(accountId, productId, decidedAt)) return undefined
  }
  if (await isAskedTooOften({ accountId }, { id: productId })) return undefined
  const peace = await hasRefusedSince(accountId, productId, new Date(nowMs() - PEACE_MS))
  return peace ? undefined : accountId
}

const endedByItself: ConsentState[] = ['expired', 'completed']
