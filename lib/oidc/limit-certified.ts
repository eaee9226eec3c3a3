import type { X509Certificate } from 'node:crypto'
import type { Client, KoaContextWithOIDC } from 'oidc-provider'
import { thumbprintOf } from '#lib/transport/index.ts'
import { limitClient } from './limit-requests.ts'

/** What the library's clients hold that its types don't say. */
interface Keyed {
  clientAuthMethod: string
  asymmetricKeyStore: Iterable<{ 'x5t#S256'?: string }>
}

/**
 * Counts a request of a client that proves itself by a certificate of its own (RFC 8705 section 2.2). The library asks
 * us for the certificate and compares it without asking anything more, so we compare too: whoever shows another must
 * not use up the share. Where it has yet to fetch the keys, which is once for each version of them, nothing is counted.
 */
export function limitSelfSigned(ctx: KoaContextWithOIDC, certificate: X509Certificate): void {
  const client = ctx.oidc.client as (Client & Keyed) | undefined
  if (client?.clientAuthMethod !== 'self_signed_tls_client_auth' || ctx.state.certifiedCounted) return
  const shown = thumbprintOf(certificate)
  if (![...client.asymmetricKeyStore].some((key) => key['x5t#S256'] === shown)) return
  // For tokens that are bound to it the certificate is asked for again.
  ctx.state.certifiedCounted = true
  limitClient(ctx, client)
}

/** Counts a request of the client whose name stands in the certificate of an authority (RFC 8705 section 2.1). */
export function limitNamed(ctx: KoaContextWithOIDC): void {
  if (ctx.oidc.client) limitClient(ctx, ctx.oidc.client)
}
