import { type ConsumerActor, newId, type SupplyPointHandle, type SupplyPointId } from '#lib/core/index.ts'
import { type Home, settlementDayAfter, settlementDayStart } from '#lib/energy/index.ts'
import type { Terms } from './choices.ts'
import type { Standing } from './find-standing.ts'
import type { AskedRequest, Proposal } from './propose-consent.ts'
import type { ConsentState } from './state.ts'
import type { NewConsent } from './store.ts'
import { hashSummary } from './summary.ts'

/** An authorisation request that a consumer decides. */
export interface DecidedRequest extends AskedRequest {
  /** Names the authorisation request; deciding it twice gives one consent */
  requestId: string
  /** The recipient's signed request (RFC 9101) as it came, if it signed one */
  requestObject?: string | undefined
}

interface Draft {
  actor: ConsumerActor
  input: DecidedRequest
  proposal: Proposal
  state: ConsentState
  terms: Terms
  /** Those it is for; none when it was refused */
  homes: Home[]
  /** The consent whose place it takes, with the handles that its recipient knows; none for a new arrangement */
  amended?: { standing: Standing; handles: Map<SupplyPointId, SupplyPointHandle> } | undefined
}

/** A consent as it will be stored: what was asked and shown, and what was decided. */
export function draftConsent({ actor, input, proposal, state, terms, homes, amended }: Draft): NewConsent {
  const { purpose, shown } = proposal
  const summary = { shown, decided: homes.length > 0 ? { ...terms, homes: homes.map(label) } : null }
  return {
    id: newId('consent'),
    arrangementId: amended?.standing.arrangementId ?? newId('arrangement'),
    version: (amended?.standing.version ?? 0) + 1,
    accountId: actor.accountId,
    productId: input.product.id,
    state,
    purposeCode: purpose.code,
    purposeText: purpose.text,
    permissions: terms.permissions,
    historyFrom: new Date(settlementDayStart(terms.historyFrom)),
    endsAt: new Date(settlementDayStart(settlementDayAfter(terms.until))),
    requestId: input.requestId,
    requested: input.detail as object,
    requestObject: input.requestObject ?? null,
    summary,
    summaryHash: hashSummary(summary),
    supplyPoints: homes.map(({ supplyPointId, occupancyId }) => ({
      supplyPointId,
      occupancyId,
      // The recipient knows a supply point by a handle of this arrangement alone, through all its versions.
      handle: amended?.handles.get(supplyPointId) ?? newId('handle'),
    })),
  }
}

const label = (home: Home): string => `${home.address}, ${home.postcode}, meter ending ${home.mpanLast4}`
