/** A path of our own to return to after signing in; anything else becomes the fallback (no open redirect, RFC 9700 4.11). */
export function safeReturn(next: string | undefined, fallback: string): string {
  if (!next || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next)) return fallback
  const url = new URL(next, 'http://portal.invalid')
  return url.host === 'portal.invalid' ? `${url.pathname}${url.search}` : fallback
}
