import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveSecret } from './derive-secret.ts'

const NONCE = 12
const TAG = 16

/** Encrypts under the operator key: nonce, AES-256-GCM ciphertext, tag. `context` must be given again to open it. */
export function seal(plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', deriveSecret('seal'), nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` closed. Throws when the operator key or the context is another one. */
export function unseal(sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed)
  const cipher = createDecipheriv('aes-256-gcm', deriveSecret('seal'), bytes.subarray(0, NONCE)).setAAD(
    Buffer.from(context),
  )
  cipher.setAuthTag(bytes.subarray(-TAG))
  try {
    return Buffer.concat([cipher.update(bytes.subarray(NONCE, -TAG)), cipher.final()])
  } catch (cause) {
    throw new Error('A stored key does not open: this database was sealed under another OPERATOR_KEY.', {
      cause,
    })
  }
}
