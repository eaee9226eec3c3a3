import type { KoaContextWithOIDC } from 'oidc-provider'
import { env } from '#lib/env.ts'

/** Browsers go there, and browsers are asked for no certificate. */
const forBrowsers = ['authorization_endpoint', 'end_session_endpoint', 'check_session_iframe']

/** Adds `mtls_endpoint_aliases` to the metadata: where clients with certificates find each endpoint (RFC 8705 section 5). */
export async function publishAliases(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next()
  const { mtls, issuer } = env()
  if (!mtls || ctx.oidc?.route !== 'discovery' || ctx.method !== 'GET') return
  const metadata = ctx.body as Record<string, unknown>
  metadata.mtls_endpoint_aliases = Object.fromEntries(
    Object.entries(metadata)
      .filter(([name, value]) => name.endsWith('_endpoint') && value && !forBrowsers.includes(name))
      .map(([name, value]) => [name, String(value).replace(issuer, mtls.origin)]),
  )
}
