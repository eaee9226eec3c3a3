import { type AccountId, AppError, type SupplyPointId } from '#lib/core/index.ts'
import { settlementDayStart } from './settlement-day.ts'
import { startOccupancy } from './start-occupancy.ts'
import { findAccountByEmail } from './store.ts'

/** The account that signs in with an e-mail address. Throws `not_found`. */
export async function findOccupant(email: string): Promise<AccountId> {
  const account = await findAccountByEmail(email)
  if (account) return account
  throw new AppError('not_found', 'no-such-account', 'Nobody signs in here with that e-mail address.')
}

/** The operator says that somebody lives at a supply point from a settlement date on. False: it was so already. */
export async function linkOccupant(
  accountId: AccountId,
  supplyPointId: SupplyPointId,
  from: string,
): Promise<boolean> {
  const startsAt = new Date(settlementDayStart(from))
  try {
    await startOccupancy({ accountId, supplyPointId, startsAt, level: 2, method: 'operator-import' })
    return true
  } catch (error) {
    if (error instanceof AppError && error.reason === 'occupancy-overlaps') return false
    throw error
  }
}
