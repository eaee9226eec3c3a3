import type { ArrangementId, SupplyPointHandle } from '#lib/core/index.ts'
import { type PermissionId, settlementDateOf } from '#lib/energy/index.ts'
import { type ConsentRequest, ENERGY_DATA, type GrantedDetail } from './request.ts'

/** A consent as it is stored, as far as its recipient is told of it. */
export interface Granted {
  arrangementId: string
  purposeCode: string
  permissions: string[]
  historyFrom: Date
  endsAt: Date
  requested: unknown
  supplyPoints: { handle: string }[]
}

/** The element that goes back to the recipient (RFC 9396 section 7): what was granted, not what was asked. */
export function describeGrant(consent: Granted): GrantedDetail {
  const { locations } = consent.requested as ConsentRequest
  return {
    type: ENERGY_DATA,
    actions: ['read'],
    datatypes: consent.permissions as PermissionId[],
    history: { from: settlementDateOf(consent.historyFrom.getTime()) },
    access: { until: settlementDateOf(consent.endsAt.getTime() - 1) },
    purpose: consent.purposeCode,
    ...(locations && { locations }),
    arrangement_id: consent.arrangementId as ArrangementId,
    supply_points: consent.supplyPoints.map(({ handle }) => handle as SupplyPointHandle),
  }
}
