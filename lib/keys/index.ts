export { deriveSecret } from './derive-secret.ts'
export { type SigningKey, signingKey, signingKeys } from './signing-key.ts'
