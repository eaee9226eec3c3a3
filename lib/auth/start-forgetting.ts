import { type Repeating, repeat } from '#lib/core/index.ts'
import { forgetAttempts } from './attempt/take-attempt.ts'
import { deleteExpiredLinks } from './link/store.ts'
import { deleteExpiredChallenges } from './passkey/store.ts'

const EVERY_MS = 10 * 60 * 1000

/** Forgets every ten minutes what no longer counts: tries to sign in, links and challenges that ran out. Until stopped. */
export const startForgetting = (onError: (error: unknown) => void): Repeating =>
  repeat(forget, EVERY_MS, onError)

async function forget(): Promise<void> {
  await forgetAttempts()
  await deleteExpiredLinks()
  await deleteExpiredChallenges()
}
