import { verifyPassword } from './password.ts'
import { type Account, findAccountByEmail } from './store.ts'

/** The account for this e-mail address and password, or undefined: never a hint which of the two is wrong. */
export async function verifyCredentials(email: string, password: string): Promise<Account | undefined> {
  const found = await findAccountByEmail(email.trim().toLowerCase())
  if (!(await verifyPassword(found?.passwordHash, password)) || !found) return undefined
  const { passwordHash: _, ...account } = found
  return account
}
