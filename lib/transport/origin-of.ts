import type { IncomingMessage } from 'node:http'
import { env } from '#lib/env.ts'

/**
 * The published origin that a request came to: the issuer's, or the alias for clients with certificates (RFC 8705
 * section 5). The Host header only chooses between the two. Metadata are the issuer's at both.
 */
export function originOf({ url = '', headers: { host } }: Pick<IncomingMessage, 'headers' | 'url'>): string {
  const { issuer, mtls } = env()
  if (!mtls || url.startsWith('/.well-known/')) return issuer
  // Parsed, since its case and the default port make no difference (RFC 9110 section 4.2.3).
  return URL.parse(`https://${host}`)?.origin === mtls.origin ? mtls.origin : issuer
}
