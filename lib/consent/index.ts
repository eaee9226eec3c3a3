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
  type Connection,
  type ConnectionDetail,
  type EarlierVersion,
  listConnections,
  showConnection,
} from './list-connections.ts'
export { narrowConsent } from './narrow-consent.ts'
export {
  chooseSummary,
  type SummaryEvery,
  showSummaryChoice,
  summaryChoices,
} from './notice/choose-summary.ts'
export { startNotices } from './notice/start-notices.ts'
export { type OfferedHome, tooDetailed } from './offer-homes.ts'
export { type Narrowing, type NarrowingOffer, offerNarrowing } from './offer-narrowing.ts'
export { pauseConsent } from './pause-consent.ts'
export { type AskedRequest, type Proposal, proposeConsent } from './propose-consent.ts'
export { type CheckedReceipt, checkReceipt } from './receipt/check-receipt.ts'
export { listStanding } from './receipt/list-standing.ts'
export { type MachineReceipt, makeReceipt } from './receipt/make-receipt.ts'
export { receiptKeys } from './receipt/sign-receipt.ts'
export type { Told } from './receipt/told.ts'
export { refuseConsent } from './refuse-consent.ts'
export { type ConsentRequest, ENERGY_DATA, type GrantedDetail } from './request.ts'
export { resumeConsent } from './resume-consent.ts'
export { revokeConsent } from './revoke-consent.ts'
export { showGrant } from './show-grant.ts'
export { type ConsentState, isStanding, states, transitions } from './state.ts'
export { findByStopLink, stopByLink } from './stop-by-link.ts'
export { countStanding } from './store.ts'
export type { ConsentSummary } from './summary.ts'
export {
  endTenancy,
  reinstateAfterTenancy,
  suspendForTenancy,
  type TouchedConsent,
} from './tenancy/hold-for-tenancy.ts'
export { withdrawAll } from './withdraw-all.ts'
export { withdrawConsent } from './withdraw-consent.ts'
