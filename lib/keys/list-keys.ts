import { nowMs } from '#lib/core/index.ts'
import { type KeyState, stateOf } from './key-state.ts'
import type { KeyUse } from './key-use.ts'
import { listSealedKeys } from './store.ts'

/** A key as its operator sees it: nothing secret. */
export interface ListedKey {
  id: string
  use: KeyUse
  state: KeyState
  signsFrom: Date
  retiredAt: Date | null
}

/** All keys, by use and newest first. */
export async function listKeys(): Promise<ListedKey[]> {
  const all = Map.groupBy(await listSealedKeys(), ({ use }) => use)
  return [...all.values()].flatMap((some) =>
    some.map((key) => {
      const { id, use, signsFrom, retiredAt } = key
      return { id, use, state: stateOf(key, some, nowMs()), signsFrom, retiredAt }
    }),
  )
}
