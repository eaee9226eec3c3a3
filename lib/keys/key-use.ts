const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How a key is renewed; in milliseconds. */
export interface Rotation {
  /** How long one signs before the next takes over */
  everyMs: number
  /** How long the next is published before it signs: longer than anybody keeps a copy of our keys */
  announceMs: number
  /** How long the last is accepted after the next signs: longer than anything lives that it signed */
  overlapMs: number
}

const quarterly: Rotation = { everyMs: 90 * DAY, announceMs: DAY, overlapMs: DAY }
const monthly: Rotation = { everyMs: 30 * DAY, announceMs: MINUTE, overlapMs: DAY }

/** When a key must be replaced at once: as soon as every process surely publishes the next one. */
export const hasty: Rotation = { everyMs: 0, announceMs: MINUTE, overlapMs: MINUTE }

interface UseOfKey {
  kind: 'ES256' | 'Ed25519' | 'secret'
  /** Without it the key stays for good */
  rotation?: Rotation
}

/** What keys and secrets are for. Each use has its own, and tokens and cookies live a day at most. */
export const keyUses = {
  oidc: { kind: 'ES256', rotation: quarterly },
  'oidc-cookies': { kind: 'secret', rotation: monthly },
  'portal-session': { kind: 'secret', rotation: monthly },
  'dpop-nonce': { kind: 'secret', rotation: monthly },
  // Another one, and every recipient would see strangers (OIDC Core 8.1: a subject is never reassigned).
  'pairwise-subject': { kind: 'secret' },
  'sign-in-attempt': { kind: 'secret' },
  // Messages wait for days, and the demo keeps them.
  mail: { kind: 'secret' },
  // A link in a mail stops its connection for as long as that stands.
  'stop-link': { kind: 'secret' },
  // A receipt is checked years later.
  receipt: { kind: 'ES256' },
  // What was typed to prove that somebody lives somewhere is kept as a hash under this.
  'occupancy-evidence': { kind: 'secret' },
  // Those who verify the ledger keep its key (c2sp.org/signed-note).
  ledger: { kind: 'Ed25519' },
  // Software statements and the published register.
  register: { kind: 'ES256', rotation: quarterly },
  // What recipients are told (Standard Webhooks, v1a).
  webhook: { kind: 'Ed25519', rotation: quarterly },
  // Seals the code of a letter until it is printed.
  'letter-code': { kind: 'secret' },
  'demo-recipient': { kind: 'ES256' },
  'demo-holder': { kind: 'ES256' },
} as const satisfies Record<string, UseOfKey>

export type KeyUse = keyof typeof keyUses
export type SecretUse = { [U in KeyUse]: (typeof keyUses)[U]['kind'] extends 'secret' ? U : never }[KeyUse]
export type SigningUse = Exclude<KeyUse, SecretUse>

/** Whether `value` names a use. */
export const isKeyUse = (value: unknown): value is KeyUse =>
  typeof value === 'string' && Object.hasOwn(keyUses, value)

/** How a use is renewed; undefined where it never is. */
export const rotationOf = (use: KeyUse): Rotation | undefined => (keyUses[use] as UseOfKey).rotation
