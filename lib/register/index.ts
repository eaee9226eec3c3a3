export { addProduct } from './add-product.ts'
export { admitProduct } from './admit-product.ts'
export { approveProduct } from './approve-product.ts'
export { changeProductStatus } from './change-product-status.ts'
export type { Difference } from './compare-details.ts'
export { deactivateProduct } from './deactivate-product.ts'
export { declineProposal } from './decline-proposal.ts'
export {
  type KnownElsewhere,
  type ParticipantDetails,
  participantDetails,
  productDetails,
} from './details.ts'
export { forgetDraft, readDraft, saveDraft } from './draft.ts'
export { type Ended, endInRegister } from './end-in-register.ts'
export { enrolParticipant } from './enrol-participant.ts'
export { type Imported, importRegister } from './import-register.ts'
export { issueStatement } from './issue-statement.ts'
export { type ListedParticipant, listParticipants } from './list-participants.ts'
export { type ListedProposal, listProposals } from './list-proposals.ts'
export { keepLogo } from './logo.ts'
export {
  mayTakePart,
  type Participant,
  type ParticipantStatus,
  type ProductDetails,
  type ProductStatus,
  type Purpose,
  type SoftwareProduct,
} from './participant.ts'
export { proposeEnding } from './propose-ending.ts'
export { proposeProduct } from './propose-product.ts'
export type { PublicParticipant, PublicProduct, PublicRegister } from './public-register.ts'
export { publishRegister } from './publish-register.ts'
export { isReason, type ReasonCode, reasons, reasonsFor, type StatusReason, statusReason } from './reason.ts'
export { type RecognisedProduct, recogniseProduct } from './recognise-product.ts'
export { byNode, type RegisterActor } from './record-event.ts'
export { registerProduct } from './register-product.ts'
export { reinstateParticipant } from './reinstate-participant.ts'
export { reinstateProduct } from './reinstate-product.ts'
export { registerKeysListener } from './serve-keys.ts'
export { registerListener } from './serve-register.ts'
export { type RegisterHistory, type ShownParticipant, showParticipant } from './show-participant.ts'
export { type ShownProduct, showProduct } from './show-product.ts'
export { type ShownProposal, showProposal } from './show-proposal.ts'
export type { SoftwareStatement } from './software-statement.ts'
export { eventsFrom, isEnding, participantTransitions, productTransitions } from './status.ts'
export {
  findParticipantByRegisterNumber,
  findProductByClientId,
  findProductById,
  holdProduct,
} from './store.ts'
export { suspendParticipant } from './suspend-participant.ts'
export { trustAnchors } from './trust-anchor.ts'
export { updateParticipant } from './update-participant.ts'
export { updateProduct } from './update-product.ts'
export { statementEnds, verifyStatement } from './verify-statement.ts'
