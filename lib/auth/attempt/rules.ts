const DAY = 24 * 60 * 60 * 1000

/** Wrong passwords for one account from one place before the next try has to wait. */
export const FREE_TRIES = 5

/** An account as a whole is counted, and never waits: it could be made to by anybody. */
export const FREE_TRIES_OF_ACCOUNT = 2_147_483_647

/** Wrong passwords for one account, from wherever, before a place that it doesn't know has to wait first. */
export const SIEGE = 50

/** How long such a place waits, once, in seconds. */
export const SIEGE_WAIT = 30

/** No wait is longer than this, in seconds: "wait a minute" is always true. */
export const LONGEST_WAIT = 60

/** After this long without a try, what went wrong is forgotten. */
export const FORGET_MS = 60 * 60 * 1000

/** For this long a place is familiar from which the account signed in. */
export const FAMILIAR_MS = 90 * DAY
