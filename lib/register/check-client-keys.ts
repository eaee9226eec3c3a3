import { type AsymmetricKeyDetails, createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '#lib/core/index.ts'
import type { SoftwareProduct } from './participant.ts'

/** Members of a private or symmetric key (RFC 7518 section 6, and `priv` of AKP keys). */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

const curves = ['prime256v1', 'secp384r1', 'secp521r1']

/** Which keys are strong enough, by type (FAPI 2.0 5.4.1). */
const strong: Record<string, (details: AsymmetricKeyDetails) => boolean> = {
  ec: ({ namedCurve = '' }) => curves.includes(namedCurve),
  ed25519: () => true,
  rsa: ({ modulusLength = 0 }) => modulusLength >= 2048,
}

/**
 * Checks the keys that a software product brings to the register: public, strong, and each with a `kid` of its own
 * (FAPI 2.0 5.4.2), which one that is alone may do without.
 * @throws AppError invalid `client-keys-not-allowed`
 */
export function checkClientKeys({ keys }: SoftwareProduct['jwks']): void {
  for (const jwk of keys) {
    if (jwk.kty === 'oct' || secretMembers.some((member) => member in jwk)) refuse('public keys only')
    const { asymmetricKeyType = '', asymmetricKeyDetails = {} } = read(jwk)
    if (!strong[asymmetricKeyType]?.(asymmetricKeyDetails))
      refuse('P-256, P-384, P-521, Ed25519, or RSA of 2048 bits and more')
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) refuse('a kid of its own for each key')
}

function read(jwk: Record<string, unknown>): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return refuse('this key can not be read')
  }
}

function refuse(rule: string): never {
  throw new AppError('invalid', 'client-keys-not-allowed', `jwks: ${rule}.`)
}
