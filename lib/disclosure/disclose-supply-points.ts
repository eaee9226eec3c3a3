import { tokenNotAccepted } from '#lib/core/index.ts'
import { recordDisclosure } from './record-disclosure.ts'
import type { Circumstances, Holder } from './shared.ts'
import { listShared, type SharedSupplyPoint } from './store.ts'

const DETAIL = 'supply-point.detail'

export interface DisclosedSupplyPoints {
  permissions: string[]
  points: SharedSupplyPoint[]
}

/** Lists the supply points of the consent behind a token; on record before it is returned. `admit` may refuse before that. */
export async function discloseSupplyPoints(
  holder: Holder,
  circumstances: Circumstances,
  admit: (clientId: string) => void,
): Promise<DisclosedSupplyPoints> {
  const shared = await listShared(holder)
  if (!shared) throw tokenNotAccepted()
  admit(shared.clientId)
  await recordDisclosure({
    holder,
    circumstances,
    record: {
      arrangementId: shared.arrangementId,
      consentId: shared.consentId,
      supplyPointId: null,
      permission: shared.permissions.includes(DETAIL) ? DETAIL : 'supply-point.basic',
      granularity: null,
      periodFrom: null,
      periodTo: null,
      readings: 0,
    },
  })
  return shared
}
