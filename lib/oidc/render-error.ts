import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'

/** Where people come; every other endpoint is called by programs, which get JSON whatever they say they accept. */
const forPeople = new Set<string | undefined>([
  ...['authorization', 'resume', 'code_verification', 'device_resume'],
  ...['end_session', 'end_session_confirm', 'end_session_success'],
])

/** Tells of an error that can't be sent back to the recipient (oidc-provider's `renderError`). */
export function renderError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  if (!forPeople.has(ctx.oidc.route)) {
    ctx.body = out
    return
  }
  ctx.redirect('/request-ended')
  ctx.status = 303
}
