import type { Configuration } from 'oidc-provider'
import { nowMs } from '#lib/core/index.ts'
import { settlementDayAfter, settlementDayStart } from '#lib/energy/index.ts'

export const ACCESS_TOKEN_SECONDS = 300

/** How long things live, in seconds (oidc-provider's `ttl`). Codes: at most 60 (FAPI 2.0 5.3.2.1). */
export const lifetimes: Configuration['ttl'] = {
  AccessToken: ACCESS_TOKEN_SECONDS,
  ClientCredentials: ACCESS_TOKEN_SECONDS,
  AuthorizationCode: 60,
  BackchannelAuthenticationRequest: (ctx) => secondsToWait(ctx.oidc.params?.requested_expiry),
  DeviceCode: 600,
  IdToken: 300,
  Interaction: 60 * 60,
  Session: 12 * 60 * 60,
  Grant: (_ctx, grant) => secondsOfConsent(grant),
  RefreshToken: (ctx) => secondsOfConsent(ctx.oidc.entities.Grant),
}

/** As long as the recipient likes, an hour if it doesn't say, and a day at most (CIBA Core 7.1). */
const secondsToWait = (asked: unknown): number => Math.min(Number(asked ?? 3_600), 86_400)

/** Seconds until the consent behind a grant ends: grants and refresh tokens live as long as it does. */
function secondsOfConsent(grant: { rar?: unknown[] | undefined } | undefined): number {
  const [detail] = (grant?.rar ?? []) as { access?: { until?: string } }[]
  const until = detail?.access?.until
  return until
    ? Math.max(1, Math.floor((settlementDayStart(settlementDayAfter(until)) - nowMs()) / 1000))
    : ACCESS_TOKEN_SECONDS
}
