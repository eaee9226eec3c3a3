import { AppError } from '#lib/core/index.ts'
import type { SoftwareProduct } from '../participant.ts'
import { clientKeys } from './client-keys.ts'

/**
 * Checks the keys that a software product brings to the register, whichever way it comes: public, strong, and each
 * with a `kid` of its own (FAPI 2.0 5.4).
 * @throws AppError invalid `client-keys-not-allowed`
 */
export function checkClientKeys(jwks: SoftwareProduct['jwks']): void {
  const fault = clientKeys.safeParse(jwks).error?.issues[0]
  if (fault) throw new AppError('invalid', 'client-keys-not-allowed', `jwks: ${fault.message}.`)
}
