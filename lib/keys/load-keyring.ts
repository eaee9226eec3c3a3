import { nowMs } from '#lib/core/index.ts'
import { nextChange, order } from './key-state.ts'
import type { KeyUse } from './key-use.ts'
import { unseal } from './seal.ts'
import { listSealedKeys, type SealedKey } from './store.ts'

/**
 * How old a process' view of the keys may be. Rotation relies on it: what was announced longer ago, every process
 * publishes. Without the database nobody goes on signing with an older view.
 */
const LOOK_AGAIN_MS = 15_000

/** A key or secret, opened. */
export interface OpenKey extends SealedKey {
  /** PKCS #8 of a private key, or the secret itself */
  opened: Buffer
}

export interface Keyring {
  /** By use, published keys, the one that signs first */
  keys: Map<KeyUse, OpenKey[]>
  /** Names them all in their order */
  version: string
  /** When to look again, epoch milliseconds: soon, or when one of them changes its state */
  until: number
}

/** The published keys as they are now. Throws when one doesn't open. */
export async function loadKeyring(): Promise<Keyring> {
  const time = nowMs()
  const all = Map.groupBy(await listSealedKeys(), ({ use }) => use)
  const keys = [...all].map(([use, some]): [KeyUse, OpenKey[]] => [use, order(some, time).map(openKey)])
  const version = keys.flatMap(([, some]) => some.map(({ id }) => id)).join(' ')
  const until = Math.min(time + LOOK_AGAIN_MS, ...[...all.values()].map((some) => nextChange(some, time)))
  return { keys: new Map(keys), version, until }
}

const openKey = (key: SealedKey): OpenKey => ({ ...key, opened: unseal(key.sealed, key.id) })
