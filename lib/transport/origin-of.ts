import type { IncomingMessage } from 'node:http'
import { env } from '#lib/env.ts'

/**
 * The published origin that a request came to: the issuer's, or the alias for clients with certificates (RFC 8705
 * section 5). The Host header only chooses between the two. Metadata are the issuer's at both.
 */
export function originOf({ url = '', headers: { host } }: Pick<IncomingMessage, 'headers' | 'url'>): string {
  const { issuer, mtls } = env()
  const toAlias = mtls && host === new URL(mtls.origin).host && !url.startsWith('/.well-known/')
  return toAlias ? mtls.origin : issuer
}
