import type { KoaContextWithOIDC } from 'oidc-provider'

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

function seeOther(ctx: KoaContextWithOIDC, location: string): void {
  ctx.redirect(location)
  ctx.status = 303
}
