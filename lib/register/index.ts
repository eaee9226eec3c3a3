export { addProduct } from './add-product.ts'
export { admitProduct } from './admit-product.ts'
export type { Difference } from './details/compare-details.ts'
export {
  type KnownElsewhere,
  type ParticipantDetails,
  participantDetails,
  productDetails,
} from './details/details.ts'
export { keepLogo } from './details/logo.ts'
export { enrolParticipant } from './enrol-participant.ts'
export { DEMO_HOLDER, holderKeys } from './holder/holder.ts'
export { verifyHolderWord } from './holder/verify-holder-word.ts'
export { type Imported, importRegister } from './import-register.ts'
export { type ListedParticipant, listParticipants } from './list-participants.ts'
export {
  mayTakePart,
  type Participant,
  type ParticipantStatus,
  type ProductDetails,
  type ProductStatus,
  type Purpose,
  type SoftwareProduct,
} from './participant.ts'
export { approveProduct } from './proposal/approve-product.ts'
export { declineProposal } from './proposal/decline-proposal.ts'
export { forgetDraft, readDraft, saveDraft } from './proposal/draft.ts'
export { type Ended, endInRegister } from './proposal/end-in-register.ts'
export { type ListedProposal, listProposals } from './proposal/list-proposals.ts'
export { proposeEnding } from './proposal/propose-ending.ts'
export { proposeProduct } from './proposal/propose-product.ts'
export { type ShownProposal, showProposal } from './proposal/show-proposal.ts'
export type { PublicParticipant, PublicProduct, PublicRegister } from './publication/public-register.ts'
export { publishRegister } from './publication/publish-register.ts'
export { registerKeysListener } from './publication/serve-keys.ts'
export { registerListener } from './publication/serve-register.ts'
export { type RecognisedProduct, recogniseProduct } from './recognise-product.ts'
export { byNode, type RegisterActor } from './record-event.ts'
export { registerProduct } from './register-product.ts'
export { type RegisterHistory, type ShownParticipant, showParticipant } from './show-participant.ts'
export { type ShownProduct, showProduct } from './show-product.ts'
export { issueStatement } from './statement/issue-statement.ts'
export type { SoftwareStatement } from './statement/software-statement.ts'
export { trustAnchors } from './statement/trust-anchor.ts'
export { statementEnds, verifyStatement } from './statement/verify-statement.ts'
export { changeProductStatus } from './status/change-product-status.ts'
export { deactivateProduct } from './status/deactivate-product.ts'
export {
  isReason,
  type ReasonCode,
  reasons,
  reasonsFor,
  type StatusReason,
  statusReason,
} from './status/reason.ts'
export { reinstateParticipant } from './status/reinstate-participant.ts'
export { reinstateProduct } from './status/reinstate-product.ts'
export { eventsFrom, isEnding, participantTransitions, productTransitions } from './status/status.ts'
export { suspendParticipant } from './status/suspend-participant.ts'
export {
  findParticipantByRegisterNumber,
  findProduct,
  findProductByClientId,
  holdProduct,
} from './store.ts'
export { updateParticipant } from './update-participant.ts'
export { updateProduct } from './update-product.ts'
