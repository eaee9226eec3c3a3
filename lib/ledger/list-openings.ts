import type { AccountId } from '#lib/core/index.ts'
import { fromUtf8 } from '#lib/tlog/index.ts'
import { findOpenings } from './store.ts'

/** An entry about somebody, with what opens its commitment: together they prove that it is theirs. */
export interface KeptOpening {
  /** Its place in the ledger; null in the moment before it has one */
  index: string | null
  entry: string
  /** base64url */
  salt: string
  private: unknown
}

/** What we keep of the entries about an account, oldest first. */
export async function listOpenings(account: AccountId): Promise<KeptOpening[]> {
  const rows = await findOpenings(account)
  return rows.map(({ index, leaf, salt, private: privatePart }) => ({
    index: index === null ? null : String(index),
    entry: fromUtf8(leaf),
    salt: Buffer.from(salt).toString('base64url'),
    private: privatePart,
  }))
}
