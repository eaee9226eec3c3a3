import { AppError } from '#lib/core/index.ts'

const loopback = new Set(['127.0.0.1', '[::1]'])

/**
 * Where the answers to a software product may go: https, or http to the loopback interface for a native app
 * (FAPI 2.0 5.3.2.2, RFC 8252 sections 7.3 and 8.3). They share a host, as pairwise subjects need it (OIDC Core 8.1).
 * @throws AppError invalid `redirect-uri-not-allowed`
 */
export function checkRedirectUris(uris: readonly string[]): void {
  if (!uris.length) refuse('at least one')
  for (const uri of uris) {
    const url = /^[\x21-\x7e]{1,2048}$/.test(uri) ? URL.parse(uri) : null
    if (!url) refuse('an absolute address, in ASCII')
    if (uri.includes('#') || url.username || url.password) refuse('without fragment, user or password')
    if (url.hostname.includes('*')) refuse('no wildcards')
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname)))
      refuse('https, or http to 127.0.0.1 or [::1]')
  }
  if (new Set(uris.map((uri) => new URL(uri).host)).size > 1) refuse('all on one host')
}

function refuse(rule: string): never {
  throw new AppError('invalid', 'redirect-uri-not-allowed', `redirect_uris: ${rule}.`)
}
