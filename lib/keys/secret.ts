import { assert } from '#lib/core/index.ts'
import type { SecretUse } from './key-use.ts'
import { keysOf } from './keyring.ts'

/** 32 bytes for one use, and the generations beside it: make with the first, accept all. */
export async function secrets(use: SecretUse): Promise<[Buffer, ...Buffer[]]> {
  const [first, ...others] = (await keysOf(use)).map(({ opened }) => opened)
  assert(first, `there is a ${use} secret in use`)
  return [first, ...others]
}

/** The secret to make with. */
export const secret = async (use: SecretUse): Promise<Buffer> => (await secrets(use))[0]
