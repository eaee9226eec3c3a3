export { addProduct } from './add-product.ts'
export { enrolParticipant } from './enrol-participant.ts'
export { mayTakePart, type Participant, type Purpose, type SoftwareProduct } from './participant.ts'
export { findProductByClientId } from './store.ts'
