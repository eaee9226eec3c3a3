import { AppError, type SystemActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { closeAccount, findEvenClosed } from './store.ts'

/**
 * Somebody is no operator any more, from the next request on. The account stays, since the register's history names it.
 * @throws AppError not_found `no-such-operator`
 */
export async function removeOperator(actor: SystemActor, given: string): Promise<{ email: string }> {
  const email = given.trim().toLowerCase()
  await withTransaction(async () => {
    const account = await findEvenClosed(email)
    if (account?.role !== 'operator' || !(await closeAccount(account.id))) {
      throw new AppError('not_found', 'no-such-operator', 'Nobody is an operator with that e-mail address.')
    }
    await appendEntry({ type: 'operator.removed' }, { account: account.id, actor: actor.process })
  })
  return { email }
}
