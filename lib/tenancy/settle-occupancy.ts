import { suspendForTenancy, type TouchedConsent } from '#lib/consent/index.ts'
import { now, type OccupancyId } from '#lib/core/index.ts'
import { type Act, appendEntries } from '#lib/ledger/index.ts'
import { type Flagged, flagDisclosures, updateHeldFrom } from './store.ts'

/**
 * Makes an occupancy follow from all that holders said about it: held from the earliest date that nobody disputed. Once
 * that is here, its consents are suspended, and what was disclosed of later is flagged (T4). In the caller's transaction.
 */
export async function settleOccupancy(occupancyId: OccupancyId): Promise<TouchedConsent[]> {
  const heldFrom = await updateHeldFrom(occupancyId)
  if (!heldFrom || heldFrom > now()) return []
  const suspended = await suspendForTenancy(occupancyId)
  const flagged = await flagDisclosures(occupancyId, heldFrom, now())
  if (flagged.length > 0) await appendEntries(flagged.map(toAct))
  return suspended
}

const toAct = ({
  consentId: consent,
  arrangementId: arrangement,
  productId: product,
  count,
}: Flagged): Act => ({
  event: { type: 'disclosures.recalled', arrangement, consent, product, count },
  privatePart: {},
})
