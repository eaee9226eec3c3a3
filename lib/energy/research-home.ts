import { createHash } from 'node:crypto'
import { AppError } from '#lib/core/index.ts'
import { addSupplyPoint } from './add-supply-point.ts'
import { type Mpan, makeMpan } from './mpan.ts'
import { findBySourceRef } from './store.ts'
import type { SupplyPoint } from './supply-point.ts'

/** The supply point of a household of the trial; made when it is not here yet. */
export async function findOrAddResearchHome(household: string): Promise<Pick<SupplyPoint, 'id' | 'key'>> {
  const sourceRef = `lcl:${household}`
  const known = await findBySourceRef(sourceRef)
  if (known) return known
  for (let attempt = 0; attempt < 5; attempt++) {
    const added = await tryToAdd(household, sourceRef, attempt)
    if (added) return added
  }
  throw new AppError('conflict', 'mpan-taken', 'No free MPAN was found for a household.', sourceRef)
}

/** Undefined when the MPAN is somebody else's; the home itself when another import was faster. */
async function tryToAdd(household: string, sourceRef: string, attempt: number) {
  try {
    return await addSupplyPoint({
      mpan: syntheticMpan(sourceRef, attempt),
      address: `Household ${household}, Low Carbon London trial (research data)`,
      postcode: NO_POSTCODE,
      gspGroup: '_C',
      sourceRef,
      demo: true,
    })
  } catch (error) {
    if (error instanceof AppError && error.reason === 'supply-point-exists') return findBySourceRef(sourceRef)
    throw error
  }
}

/** The trial does not say where a home is; no real postcode starts with ZZ99. */
const NO_POSTCODE = 'ZZ99 3CZ'

/** London's distributor and ten digits that follow from the source reference. The industry never issued it for this home. */
export function syntheticMpan(sourceRef: string, attempt = 0): Mpan {
  const digest = createHash('sha256')
    .update(attempt ? `${sourceRef}#${attempt}` : sourceRef)
    .digest()
  const unique = digest.readBigUInt64BE() % 10_000_000_000n
  return makeMpan(`12${String(unique).padStart(10, '0')}`)
}
