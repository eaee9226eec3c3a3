import { nowMs, singleton } from '#lib/core/index.ts'
import { inTransaction, withTransaction } from '#lib/db/index.ts'
import { type KeyUse, keyUses } from './key-use.ts'
import { type Keyring, loadKeyring, type OpenKey } from './load-keyring.ts'
import { makeFirstKey } from './make-key.ts'
import { insertKey, listSealedKeys, lockUse } from './store.ts'

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
  for (const use of uses) if (!use.startsWith('demo-')) await keysOf(use)
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
  held.loading ??= loadKeyring()
  const { loading } = held
  try {
    const ring = await loading
    if (held.loading === loading) held.ring = ring
    return ring
  } finally {
    if (held.loading === loading) held.loading = undefined
  }
}

function createFirst(use: KeyUse): Promise<void> {
  return withTransaction(async () => {
    await lockUse(use)
    if ((await listSealedKeys(use)).length === 0) await insertKey(await makeFirstKey(use))
  })
}
