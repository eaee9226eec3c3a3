export { type AmendAction, amendActions } from './amend-request.ts'
export { checkRequest } from './check-request.ts'
export { type Choices, type Question, unanswered } from './choices.ts'
export type { Change } from './compare-terms.ts'
export { confirmEnding } from './confirm-ending.ts'
export { expireConsents, startExpiry } from './expire-consents.ts'
export { findAskable } from './find-askable.ts'
export { findStanding, type Standing } from './find-standing.ts'
export { type GivenConsent, giveConsent } from './give-consent.ts'
export { giveUpProduct } from './give-up-product.ts'
export {
  endTenancy,
  reinstateAfterTenancy,
  suspendForTenancy,
  type TouchedConsent,
} from './hold-for-tenancy.ts'
export { type Connection, type EarlierVersion, listConnections, showConnection } from './list-connections.ts'
export { type OfferedHome, tooDetailed } from './offer-homes.ts'
export { type AskedRequest, type Proposal, proposeConsent } from './propose-consent.ts'
export { refuseConsent } from './refuse-consent.ts'
export { type ConsentRequest, ENERGY_DATA, type GrantedDetail } from './request.ts'
export { revokeConsent } from './revoke-consent.ts'
export { showGrant } from './show-grant.ts'
export { type ConsentState, isStanding, states, transitions } from './state.ts'
export { countStanding } from './store.ts'
export type { ConsentSummary } from './summary.ts'
export { withdrawConsent } from './withdraw-consent.ts'
