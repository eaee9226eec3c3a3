import type { KoaContextWithOIDC } from 'oidc-provider'

const postOnly = new Set([
  '/oauth/par',
  '/oauth/token',
  '/oauth/backchannel',
  '/oauth/introspect',
  '/oauth/revoke',
  '/oauth/device/request',
])

/** What no route took, in the form of all other errors (RFC 9126 2.3: 405 unless it is POST). */
export async function answerUnrouted(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  if (ctx.status !== 404 || ctx.body) return
  const wrongMethod = postOnly.has(ctx.path)
  if (wrongMethod) ctx.set('allow', 'POST')
  ctx.set('cache-control', 'no-store')
  ctx.status = wrongMethod ? 405 : 404
  ctx.body = { error: 'invalid_request', error_description: 'nothing answers this method at this address' }
}
