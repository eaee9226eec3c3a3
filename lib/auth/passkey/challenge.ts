import { type AccountId, nowMs } from '#lib/core/index.ts'
import { insertChallenge, takeChallenge } from './store.ts'

/** How long a passkey may take to sign: as long as somebody may look at the sign-in page before they pick one. */
export const CHALLENGE_SECONDS = 15 * 60

/** Whom a challenge is for: one browser, and the account that a passkey is added to; null where somebody signs in. */
export interface Challenged {
  browser: string
  accountId: AccountId | null
}

/** Keeps a challenge here: what a browser sends back is believed only if it is one of ours, once. */
export const keepChallenge = (challenge: string, challenged: Challenged): Promise<void> =>
  insertChallenge(challenge, {
    ...challenged,
    expiresAt: new Date(nowMs() + CHALLENGE_SECONDS * 1000),
  })

/** Whether the challenge is ours, for this browser and purpose, and unused; from now on it is used. */
export const spendChallenge =
  (challenged: Challenged) =>
  (challenge: string): Promise<boolean> =>
    takeChallenge(challenge, challenged)
