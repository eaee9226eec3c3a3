import type { AccountId } from '#lib/core/index.ts'
import { deleteOpenings } from './store.ts'

/**
 * Forgets the private parts and salts behind every entry about this account. The entries stay, and the ledger
 * verifies as before; what is left of them is random references and hashes that nobody can open, us included.
 * Returns how many were erased.
 */
export const eraseOpenings = (account: AccountId): Promise<number> => deleteOpenings(account)
