import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { nowMs } from '#lib/core/index.ts'
import { CLOCK_TOLERANCE } from './clock-tolerance.ts'
import { limitClient } from './limit-requests.ts'
import { announceAssertion } from './replay-adapter.ts'

/** A replay is remembered until the assertion runs out, so none may last for ever (RFC 7523 section 3, item 4). */
const LONGEST = 60 * 60

/** What the library leaves open in a client assertion (oidc-provider's `assertJwtClientAuthClaimsAndHeader`); one that holds counts. */
export function checkAssertion(
  ctx: KoaContextWithOIDC,
  claims: Record<string, unknown>,
  _header: unknown,
  client: Client,
): void {
  const now = nowMs() / 1000
  // One string, not an array: an assertion that several servers take can be replayed between them (FAPI 2.0 5.3.2.1).
  if (claims.aud !== ctx.oidc.issuer) throw new errors.InvalidClientAuth('aud is not the issuer identifier')
  if (Number(claims.iat ?? now) > now + CLOCK_TOLERANCE) throw new errors.InvalidClientAuth('iat lies ahead')
  if (Number(claims.exp) > now + LONGEST) throw new errors.InvalidClientAuth('exp lies too far ahead')
  limitClient(ctx, client)
  announceAssertion(ctx)
}
