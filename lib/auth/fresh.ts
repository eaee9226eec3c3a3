import { AppError, nowMs } from '#lib/core/index.ts'

/** For this long a sign-in is fresh enough for what is worth a second look. */
export const FRESH_MS = 5 * 60 * 1000

export const isFresh = (signedInAt: Date): boolean => signedInAt.getTime() >= nowMs() - FRESH_MS

/**
 * Ways to sign in change only for who has just shown who they are, not for whoever finds the browser open.
 * @throws AppError forbidden `sign-in-again`
 */
export function refuseStale({ createdAt }: { createdAt: Date }): void {
  if (!isFresh(createdAt)) throw new AppError('forbidden', 'sign-in-again', 'Please sign in again first.')
}
