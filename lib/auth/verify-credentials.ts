import { takeAttempt } from './attempt/take-attempt.ts'
import { verifyPassword } from './password.ts'
import { type Account, findAccountByEmail } from './store.ts'

/**
 * The account for this e-mail address and password, or undefined: never a hint which of the two is wrong. `address` is
 * where the try comes from.
 * @throws AppError too_many `too-many-tries`
 */
export async function verifyCredentials(
  email: string,
  password: string,
  address: string,
): Promise<Account | undefined> {
  const name = email.trim().toLowerCase()
  const attempt = await takeAttempt(name, address)
  const found = await findAccountByEmail(name)
  if (!(await verifyPassword(found?.passwordHash ?? undefined, password)) || !found) return undefined
  await attempt.succeed()
  const { passwordHash: _, ...account } = found
  return account
}
