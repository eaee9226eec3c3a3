import { AppError } from '#lib/core/index.ts'
import { redirectUris } from './redirect-uri.ts'

/**
 * Checks where the answers to a software product go, whichever way it comes to the register (FAPI 2.0 5.3.2.2).
 * @throws AppError invalid `redirect-uri-not-allowed`
 */
export function checkRedirectUris(uris: readonly string[]): void {
  const fault = redirectUris.safeParse(uris).error?.issues[0]
  if (fault) throw new AppError('invalid', 'redirect-uri-not-allowed', `redirect_uris: ${fault.message}.`)
}
