import type { KoaContextWithOIDC } from 'oidc-provider'

/**
 * Adds `grant_id` to the token response (Grant Management for OAuth 2.0, section 5.5). The draft asks for it when an
 * action was requested and allows it always; always is what lets a client change a grant that it got without.
 */
export function tellGrantId(ctx: KoaContextWithOIDC): void {
  const { authorization_details: details } = ctx.body as {
    authorization_details?: { arrangement_id: string }[]
  }
  if (details?.[0]) Object.assign(ctx.body as object, { grant_id: details[0].arrangement_id })
}
