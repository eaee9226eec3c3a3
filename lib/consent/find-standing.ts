import { type AccountId, AppError, type ArrangementId, type ConsentId } from '#lib/core/index.ts'
import { type PermissionId, settlementDateOf } from '#lib/energy/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import type { ConsentState } from './state.ts'
import { findAmendable } from './store.ts'

/** What stands in an arrangement while a recipient asks to change it. Dates are settlement dates. */
export interface Standing {
  consentId: ConsentId
  arrangementId: ArrangementId
  version: number
  state: ConsentState
  /** When it was agreed */
  since: string
  purposeCode: string
  purposeText: string
  permissions: PermissionId[]
  historyFrom: string
  /** Last day of sharing */
  until: string
  supplyPoints: string[]
}

/**
 * The consent of an arrangement that a later version could take the place of. Throws `gone` when there is none,
 * or when it is another product's or, once somebody has signed in, another consumer's: which, is not said.
 */
export async function findStanding(
  arrangementId: string,
  product: Pick<SoftwareProduct, 'id'>,
  accountId?: AccountId,
): Promise<Standing> {
  const row = await findAmendable(arrangementId)
  const theirs = row?.arrangement.productId === product.id
  if (!row || !theirs || (accountId && row.arrangement.accountId !== accountId)) {
    throw new AppError('gone', 'grant-over', 'There is no such grant to change, or it is over.')
  }
  return {
    consentId: row.id as ConsentId,
    arrangementId: arrangementId as ArrangementId,
    version: row.version,
    state: row.state as ConsentState,
    since: settlementDateOf(row.decidedAt.getTime()),
    purposeCode: row.purposeCode,
    purposeText: row.purposeText,
    permissions: row.permissions as PermissionId[],
    historyFrom: settlementDateOf(row.historyFrom.getTime()),
    until: settlementDateOf(row.endsAt.getTime() - 1),
    supplyPoints: row.supplyPoints.map(({ supplyPointId }) => supplyPointId),
  }
}
