import { errors } from 'oidc-provider'
import { env } from '#lib/env.ts'
import { ACCESS_TOKEN_SECONDS } from './lifetimes.ts'

/** The scope of the data API; what it lets through is in `authorization_details`. */
export const ENERGY_READ = 'energy:read'

/** The data API as a protected resource: one audience for every access token (RFC 8707). */
export const resourceIndicators = {
  enabled: true as const,
  defaultResource: dataApi,
  useGrantedResource: () => true,
  getResourceServerInfo: (_ctx: unknown, indicator: string) => {
    if (indicator !== dataApi()) throw new errors.InvalidTarget()
    return {
      scope: ENERGY_READ,
      audience: dataApi(),
      accessTokenTTL: ACCESS_TOKEN_SECONDS,
      // Opaque: its liveness is looked up at each use, so it can end at once.
      accessTokenFormat: 'opaque' as const,
    }
  },
}

/** The data API's resource identifier. */
export function dataApi(): string {
  return `${env().issuer}/energy/v1`
}
