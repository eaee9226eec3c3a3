import { type ConsumerActor, newId } from '#lib/core/index.ts'
import { type Home, settlementDayAfter, settlementDayStart } from '#lib/energy/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import type { CheckedRequest } from './check-request.ts'
import type { Terms } from './choices.ts'
import type { ConsentState } from './state.ts'
import type { NewConsent } from './store.ts'
import { hashSummary, summarise } from './summary.ts'

/** An authorisation request that a consumer decides. */
export interface DecidedRequest {
  /** Names the authorisation request; deciding it twice gives one consent */
  requestId: string
  /** The authorization_details element as asked */
  detail: unknown
  product: SoftwareProduct
  /** Where the browser goes back to; undefined when a device asks */
  redirectUri: string | undefined
  /** The recipient's signed request (RFC 9101) as it came, if it signed one */
  requestObject?: string | undefined
}

interface Draft {
  actor: ConsumerActor
  input: DecidedRequest
  checked: CheckedRequest
  state: ConsentState
  terms: Terms
  /** Those it is for; none when it was refused */
  homes: Home[]
}

/** A consent as it will be stored: what was asked and shown, and what was decided. */
export function draftConsent({ actor, input, checked, state, terms, homes }: Draft): NewConsent {
  const { request, purpose } = checked
  const summary = {
    shown: summarise(request, purpose, input.product, input.redirectUri),
    decided: homes.length > 0 ? { ...terms, homes: homes.map(label) } : null,
  }
  return {
    id: newId('consent'),
    arrangementId: newId('arrangement'),
    accountId: actor.accountId,
    productId: input.product.id,
    state,
    purposeCode: purpose.code,
    purposeText: purpose.text,
    permissions: terms.permissions,
    historyFrom: new Date(settlementDayStart(terms.historyFrom)),
    endsAt: new Date(settlementDayStart(settlementDayAfter(terms.until))),
    requestId: input.requestId,
    requested: request,
    requestObject: input.requestObject ?? null,
    summary,
    summaryHash: hashSummary(summary),
    supplyPoints: homes.map(withHandle),
  }
}

/** The recipient knows a supply point by a handle of this consent alone. */
const withHandle = ({ supplyPointId, occupancyId }: Home) => ({
  supplyPointId,
  occupancyId,
  handle: newId('handle'),
})

const label = (home: Home): string => `${home.address}, ${home.postcode}, meter ending ${home.mpanLast4}`
