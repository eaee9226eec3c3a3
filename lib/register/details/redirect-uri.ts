import { z } from 'zod'

const LOOPBACK = new Set(['127.0.0.1', '[::1]'])

/**
 * Where a product's browser may come back to: https, or http on the loopback interface for native apps (FAPI 2.0
 * 5.3.2.2, RFC 8252 7.3). Compared byte by byte later on, so no character that a parser would drop.
 */
export const redirectUri = z.string().max(512).refine(isRedirectUri, {
  error: 'must be https, or http://127.0.0.1 or http://[::1] for a native app; no user, fragment or wildcard',
})

/** All of them: at least one. */
export const redirectUris = z.array(redirectUri).min(1)

function isRedirectUri(text: string): boolean {
  const url = URL.parse(text)
  if (!url || !/^[\x21-\x7e]+$/.test(text) || /[#*\\]/.test(text) || url.username || url.password)
    return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
}

/** An address that people open: https, or a page on this machine, as the demo has. */
export const webAddress = z.string().max(512).refine(isRedirectUri, { error: 'must be an https address' })
