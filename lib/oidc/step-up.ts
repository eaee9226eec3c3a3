import { FRESH_MS, isFresh, type SignInMethod } from '#lib/auth/index.ts'
import { nowMs } from '#lib/core/index.ts'
import { anySensitive, isPermission } from '#lib/energy/index.ts'

/** Authentication context classes (OIDC Core 2, `acr`): signed in, and signed in just now or for this very request. */
export const acr = { session: 'urn:energyos:acr:session', fresh: 'urn:energyos:acr:fresh' } as const

export interface AskedSignIn {
  prompt: 'login' | 'consent'
  /** The authorisation request's own words, as they were pushed */
  params: Record<string, unknown>
  /** What is asked for, by permission */
  datatypes: readonly string[]
  /** When the consumer was first put this question, epoch milliseconds */
  startedAt: number
}

/**
 * Since when the consumer must have signed in, epoch milliseconds: `prompt=login` and `max_age` (OIDC Core 3.1.2.1)
 * before anything is shown, `acr_values` and sensitive permissions before anything is allowed. Whoever signed in
 * for this very request is never asked again.
 */
export function signInSince({ prompt, params, datatypes, startedAt }: AskedSignIn): number {
  const within = (ms: number) => Math.min(startedAt, nowMs() - ms)
  if (prompt === 'login') {
    const maxAge = params.max_age === undefined ? 0 : within(Number(params.max_age) * 1000)
    return words(params.prompt).includes('login') ? startedAt : maxAge
  }
  const sensitive = anySensitive(datatypes.filter(isPermission))
  return sensitive || words(params.acr_values).includes(acr.fresh) ? within(FRESH_MS) : 0
}

/**
 * Authentication method references (RFC 8176): a passkey whose key never leaves its device counts as held in hardware, one
 * that is synced as held in software; both ask that somebody is there. A link by e-mail is a password for one time.
 */
const amr: Record<SignInMethod, readonly string[]> = {
  passkey: ['hwk', 'user'],
  'synced-passkey': ['swk', 'user'],
  password: ['pwd'],
  link: ['otp'],
}

/** What the ID token says of a sign-in: `acr` and `amr`, and the moment that becomes `auth_time`. */
export const describeSignIn = ({ signedInAt, method }: { signedInAt: Date; method: SignInMethod }) => ({
  acr: isFresh(signedInAt) ? acr.fresh : acr.session,
  amr: [...amr[method]],
  ts: Math.floor(signedInAt.getTime() / 1000),
})

const words = (value: unknown): string[] => (typeof value === 'string' ? value.split(' ') : [])
