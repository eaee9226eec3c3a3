import { nowMs, singleton } from '#lib/core/index.ts'
import { inTransaction, withTransaction } from '#lib/db/index.ts'
import { nextChange, order } from './key-state.ts'
import { type KeyUse, keyUses } from './key-use.ts'
import { makeFirstKey } from './make-key.ts'
import { unseal } from './seal.ts'
import { insertKey, listSealedKeys, lockUse, type SealedKey } from './store.ts'

/**
 * How old this process' view of the keys may be. Rotation relies on it: what every process has looked up since it was
 * announced, every process publishes. Without the database nobody goes on signing with an older view.
 */
export const LOOK_AGAIN_MS = 15_000

/** A key or secret, opened. */
export interface OpenKey extends SealedKey {
  /** PKCS #8 of a private key, or the secret itself */
  opened: Buffer
}

interface Keyring {
  /** By use, published keys, the one that signs first */
  keys: Map<KeyUse, OpenKey[]>
  version: string
  /** When to look again, epoch milliseconds */
  until: number
}

const kept = singleton('keyring', () => ({
  ring: undefined as Keyring | undefined,
  loading: undefined as Promise<Keyring> | undefined,
}))

/** The published keys of a use, the one that signs first. Makes the first one of all, on one process for all. */
export async function keysOf(use: KeyUse): Promise<OpenKey[]> {
  const found = (await currentKeyring()).keys.get(use)
  if (found) return found
  await createFirst(use)
  forgetKeyring()
  return keysOf(use)
}

/** Names the published keys in their order: whoever was made with keys of another version is out of date. */
export const keysVersion = async (): Promise<string> => (await currentKeyring()).version

/** Makes sure that every use has its key. Throws when a stored one doesn't open. */
export async function ensureKeys(): Promise<void> {
  const uses = Object.keys(keyUses) as KeyUse[]
  for (const use of uses) if (use !== 'demo-recipient') await keysOf(use)
}

/** After a change: the next who asks looks again. */
export function forgetKeyring(): void {
  Object.assign(kept(), { ring: undefined, loading: undefined })
}

async function currentKeyring(): Promise<Keyring> {
  const held = kept()
  if (held.ring && nowMs() < held.ring.until) return held.ring
  // What a transaction sees may yet be undone, so nobody else is told.
  if (inTransaction()) return loadKeyring()
  const loading = held.loading ?? loadKeyring()
  held.loading = loading
  try {
    const ring = await loading
    if (held.loading === loading) held.ring = ring
    return ring
  } finally {
    if (held.loading === loading) held.loading = undefined
  }
}

async function loadKeyring(): Promise<Keyring> {
  const time = nowMs()
  const all = Map.groupBy(await listSealedKeys(), ({ use }) => use)
  const keys = [...all].map(([use, some]): [KeyUse, OpenKey[]] => [use, order(some, time).map(openKey)])
  const version = keys.flatMap(([, some]) => some.map(({ id }) => id)).join(' ')
  const until = Math.min(time + LOOK_AGAIN_MS, ...[...all.values()].map((some) => nextChange(some, time)))
  return { keys: new Map(keys), version, until }
}

const openKey = (key: SealedKey): OpenKey => ({ ...key, opened: unseal(key.sealed, key.id) })

function createFirst(use: KeyUse): Promise<void> {
  return withTransaction(async () => {
    await lockUse(use)
    if ((await listSealedKeys(use)).length === 0) await insertKey(await makeFirstKey(use))
  })
}
