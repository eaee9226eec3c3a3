import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveSecret } from './derive-secret.ts'
import { operatorKey, previousOperatorKey } from './operator-key.ts'

const NONCE = 12
const TAG = 16

/** Encrypts under the operator key: nonce, AES-256-GCM ciphertext, tag. `context` must be given again to open it. */
export function seal(plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE)
  const key = deriveSecret('seal', operatorKey())
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` closed, under this operator key or the one before. Throws when neither or another context did. */
export function unseal(sealed: Uint8Array, context: string): Buffer {
  const previous = previousOperatorKey()
  try {
    return open(sealed, context, operatorKey())
  } catch (cause) {
    if (previous) return open(sealed, context, previous)
    throw cause
  }
}

function open(sealed: Uint8Array, context: string, under: Buffer): Buffer {
  const bytes = Buffer.from(sealed)
  const key = deriveSecret('seal', under)
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE)).setAAD(Buffer.from(context))
  try {
    cipher.setAuthTag(bytes.subarray(-TAG))
    return Buffer.concat([cipher.update(bytes.subarray(NONCE, -TAG)), cipher.final()])
  } catch (cause) {
    throw new Error('A stored key does not open: this database was sealed under another OPERATOR_KEY.', {
      cause,
    })
  }
}
