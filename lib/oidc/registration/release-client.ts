import { AppError } from '#lib/core/index.ts'
import { clearToken } from './store.ts'

/**
 * For an operator, when a recipient lost its registration access token or somebody else got it: the token is over, and
 * the product can register again, as the same client. Its consents stand.
 * @throws AppError `not-registered`
 */
export async function releaseClient(clientId: string): Promise<void> {
  if (await clearToken(clientId)) return
  throw new AppError(
    'not_found',
    'not-registered',
    'This product is not registered with a software statement.',
  )
}
