import type { KoaContextWithOIDC, Session } from 'oidc-provider'

/** Where the consumer is asked whether they want to sign out here too. */
const QUESTION = '/sign-out/asked'

/** Signing out because a client asks for it (OIDC RP-Initiated Logout 1.0), and telling clients (Back-Channel Logout 1.0). */
export const logout = {
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx: KoaContextWithOIDC) => seeOther(ctx, QUESTION),
    postLogoutSuccessSource: (ctx: KoaContextWithOIDC) => seeOther(ctx, '/'),
  },
  backchannelLogout: { enabled: true },
} as const

/** Where nobody is signed in there is nothing to ask: the browser goes on, without the library's page in between. */
export function skipQuestion(ctx: KoaContextWithOIDC): void {
  if (ctx.status === 200) seeOther(ctx, afterLogout(ctx.oidc.session?.state) ?? '/')
}

/** The address of the client's to which the browser goes after a logout request, with its `state`; the library checked it. */
export function afterLogout(request: Session['state']): string | undefined {
  if (typeof request?.postLogoutRedirectUri !== 'string') return undefined
  const url = new URL(request.postLogoutRedirectUri)
  if (typeof request.state === 'string') url.searchParams.set('state', request.state)
  return url.href
}

function seeOther(ctx: KoaContextWithOIDC, location: string): void {
  ctx.redirect(location)
  ctx.status = 303
}
