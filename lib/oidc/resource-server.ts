import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { env } from '#lib/env.ts'
import { ACCESS_TOKEN_SECONDS } from './lifetimes.ts'

/** The scope of the data API; what it lets through is in `authorization_details`. */
export const ENERGY_READ = 'energy:read'

/**
 * One protected resource for each way to a token (RFC 8707), and so one audience: what a consumer granted opens the
 * data API, what a client asks for itself (`client_credentials`) opens the grants' endpoint. Never the other way round.
 */
export const resourceIndicators = {
  enabled: true as const,
  defaultResource: (ctx: KoaContextWithOIDC) => resourceOf(ctx).audience,
  useGrantedResource: () => true,
  getResourceServerInfo: (ctx: KoaContextWithOIDC, indicator: string) => {
    const resource = resourceOf(ctx)
    if (indicator !== resource.audience) throw new errors.InvalidTarget()
    return {
      ...resource,
      accessTokenTTL: ACCESS_TOKEN_SECONDS,
      // Opaque: its liveness is looked up at each use, so it can end at once.
      accessTokenFormat: 'opaque' as const,
    }
  },
}

const resourceOf = ({ oidc }: KoaContextWithOIDC) =>
  oidc.params?.grant_type === 'client_credentials'
    ? { audience: grantsApi(), scope: 'grant_management_query grant_management_revoke' }
    : { audience: dataApi(), scope: 'energy:read' }

/** The data API's resource identifier. */
export function dataApi(): string {
  return `${env().issuer}/energy/v1`
}

/** The grants' endpoint (Grant Management for OAuth 2.0, section 6), which is its own resource identifier. */
export function grantsApi(): string {
  return `${env().issuer}/oauth/grants`
}
