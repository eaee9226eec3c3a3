import type { KoaContextWithOIDC } from 'oidc-provider'
import { sayInterval } from './backchannel/ciba.ts'
import { completeMetadata } from './discovery.ts'
import { skipQuestion } from './logout.ts'
import { tellGrantId } from './tell-grant-id.ts'

/** Where the library's answer isn't the one that we promise: its route, and what we make of the answer. */
const amendments: Record<string, (ctx: KoaContextWithOIDC) => void> = {
  backchannel_authentication: sayInterval,
  discovery: completeMetadata,
  end_session: skipQuestion,
  introspection: sayInactive,
  token: tellGrantId,
}

/** Koa middleware around the library: amends its answers by the table above. */
export async function amendAnswer(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  // `oidc` is missing where the library has no such route.
  amendments[ctx.oidc?.route]?.(ctx)
}

/** A token that isn't ours is inactive, a JWT like any other (RFC 7662 2.2); the library calls it an error. */
function sayInactive(ctx: KoaContextWithOIDC): void {
  if ((ctx.body as { error?: string } | undefined)?.error !== 'unsupported_token_type') return
  ctx.status = 200
  ctx.body = { active: false }
}
