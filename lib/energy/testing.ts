import { randomInt } from 'node:crypto'
import { type AccountId, newId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { addSupplyPoint } from './add-supply-point.ts'
import { type Mpan, makeMpan } from './mpan.ts'
import type { SupplyPoint } from './supply-point.ts'

/** For tests: somebody who signs in. */
export async function testingOnlyAddAccount(
  email = `${newId('account')}@example.com`.toLowerCase(),
): Promise<AccountId> {
  const id = newId('account')
  await db().account.create({ data: { id, email, name: 'Test', role: 'consumer', passwordHash: '' } })
  return id
}

/** For tests: a valid MPAN that nobody else has. */
export const testingOnlyMpan = (): Mpan => makeMpan(`12${String(randomInt(1e10)).padStart(10, '0')}`)

/** For tests: a home without occupants. */
export const testingOnlyAddSupplyPoint = (): Promise<SupplyPoint> =>
  addSupplyPoint({ mpan: testingOnlyMpan(), address: '1 Test Street', postcode: 'N1 1AA' })
