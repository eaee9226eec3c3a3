import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { nowMs } from '#lib/core/index.ts'
import { CLOCK_TOLERANCE } from './clock-tolerance.ts'

type Headers = Pick<KoaContextWithOIDC, 'get'>

/** The library takes a DPoP proof's `iat` five minutes ahead, and any at all beside a nonce (FAPI 2.0 5.3.2.1). */
export function refuseEarlyProof(ctx: Headers): void {
  if (aheadOf(ctx, 'iat') > CLOCK_TOLERANCE) {
    throw new errors.InvalidDpopProof('DPoP proof iat lies in the future')
  }
}

/** The library takes `nbf` to the second, where up to ten ahead must be accepted: so we wait until it has come. */
export async function awaitProof(ctx: Headers, next: () => Promise<void>): Promise<void> {
  const ahead = aheadOf(ctx, 'nbf')
  if (ahead > 0 && ahead <= CLOCK_TOLERANCE) await sleep(ahead * 1000)
  return next()
}

/** By how many seconds this claim of the request's proof lies ahead. What can't be read is for the library to refuse. */
function aheadOf(ctx: Headers, claim: 'iat' | 'nbf'): number {
  const proof = ctx.get('dpop')
  if (!proof) return 0
  try {
    return Number(decodeJwt(proof)[claim] ?? 0) - nowMs() / 1000
  } catch {
    return 0
  }
}
