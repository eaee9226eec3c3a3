import { withTransaction } from '#lib/db/index.ts'
import { ensureKeys, forgetKeyring } from './keyring.ts'
import { seal, unseal } from './seal.ts'
import { listSealedKeys, lockAllKeys, updateSealed } from './store.ts'

/**
 * Seals everything anew under OPERATOR_KEY, whichever of it and OPERATOR_KEY_PREVIOUS had sealed it: all or nothing.
 * What is in it stays the same. Returns how many.
 */
export async function resealKeys(): Promise<number> {
  // Secrets that were never kept come from the operator key before: they must be kept before it goes.
  await ensureKeys()
  const resealed = await withTransaction(async () => {
    await lockAllKeys()
    const keys = (await listSealedKeys()).filter(({ sealed }) => sealed.length > 0)
    for (const { id, sealed } of keys) await updateSealed(id, seal(unseal(sealed, id), id))
    return keys.length
  })
  forgetKeyring()
  return resealed
}
