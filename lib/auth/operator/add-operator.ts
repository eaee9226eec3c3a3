import { type AccountId, AppError, newId, type SystemActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { hashPassword } from '../password.ts'
import { insertAccount } from '../store.ts'
import { type GivenOperator, parseOperator } from './given.ts'
import { findEvenClosed, reopenAccount } from './store.ts'

/**
 * Lets somebody sign in as an operator, with this password. Who was one before gets the same account back, so that the
 * register's history knows them as one. What is final takes two operators, so how many there are is on the ledger.
 * @throws AppError `operator-not-valid`, or `account-exists` when the address is that of an account
 */
export async function addOperator(
  actor: SystemActor,
  given: GivenOperator,
): Promise<{ email: string; name: string }> {
  const { email, name, password } = parseOperator(given)
  const passwordHash = await hashPassword(password)
  await withTransaction(async () => {
    const account = await openAccount(email, { name, passwordHash })
    await appendEntry({ type: 'operator.added' }, { account, actor: actor.process })
  })
  return { email, name }
}

async function openAccount(email: string, is: { name: string; passwordHash: string }): Promise<AccountId> {
  const before = await findEvenClosed(email)
  if (before && (before.role !== 'operator' || !before.closedAt)) {
    throw new AppError('conflict', 'account-exists', `${email} has an account here already.`)
  }
  const id = before?.id ?? newId('account')
  if (before) await reopenAccount(id, is)
  else await insertAccount({ id, email, role: 'operator', demo: false, ...is })
  return id
}
